//! A store of limits in Redis 5 or later. Both steps are scripts, which Redis runs atomically, with the clock of Redis.

use std::{sync::Arc, time::Duration};

use graph_client::{
    limits::{LimitStore, Report, Turn, TurnRequest},
    transport::{BoxError, BoxFuture},
};
use redis::{Client, Script, ScriptInvocation, aio::ConnectionManager};

/// The latest of now, the moments of all limits, and those of the rates less their tolerance.
const TAKE_TURN: &str = r"
local prefix, lane, longest = ARGV[1], ARGV[2], tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local keys = redis.call('SMEMBERS', prefix .. 'lane:' .. lane)
local at = 5
for _ = 1, tonumber(ARGV[4]) do
    keys[#keys + 1] = ARGV[at]
    at = at + 1
end

local turn, paces, rates = now, {}, {}
for _, key in ipairs(keys) do
    local pace = redis.call('HMGET', prefix .. key, 'next', 'spacing')
    if pace[1] then
        paces[#paces + 1] = { key = prefix .. key, spacing = tonumber(pace[2]) }
        turn = math.max(turn, tonumber(pace[1]))
    end
end
while at < #ARGV do
    local key, spacing, tolerance = prefix .. ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
    local due = tonumber(redis.call('GET', key) or 0)
    rates[#rates + 1] = { key = key, due = due, spacing = spacing }
    turn = math.max(turn, due - tolerance)
    at = at + 3
end

local wait = turn - now
if wait > longest then
    return { 0, wait }
end
local function expire(key, moment, rest)
    redis.call('PEXPIRE', key, math.ceil(math.max((moment - now) / 1000, rest)))
end
for _, pace in ipairs(paces) do
    -- Lua writes numbers of this size with too few digits.
    redis.call('HSET', pace.key, 'next', string.format('%.0f', turn + pace.spacing))
    expire(pace.key, turn + pace.spacing, 3600000)
end
for _, rate in ipairs(rates) do
    local due = math.max(rate.due, turn) + rate.spacing
    redis.call('SET', rate.key, string.format('%.0f', due))
    expire(rate.key, due, 1)
end
return { 1, wait }
";

/// What each response says of a limit.
const RECORD: &str = r"
local prefix = ARGV[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
for at = 2, #ARGV, 4 do
    local name, lane, spacing, delay = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
    local key = prefix .. name
    if lane ~= '' then
        redis.call('SADD', prefix .. 'lane:' .. lane, name)
        redis.call('EXPIRE', prefix .. 'lane:' .. lane, 86400)
    end
    if spacing == '' then
        redis.call('DEL', key)
    else
        local next = math.max(tonumber(redis.call('HGET', key, 'next') or 0), now + delay)
        redis.call('HSET', key, 'next', string.format('%.0f', next), 'spacing', spacing)
        redis.call('PEXPIRE', key, math.ceil(math.max((next - now) / 1000, 3600000)))
    end
end
return 0
";

/// Limits in Redis, shared by all programs that use the same prefix.
#[derive(Clone)]
pub struct RedisLimits {
    connection: ConnectionManager,
    prefix: Arc<str>,
    take_turn: Arc<Script>,
    record: Arc<Script>,
}

impl RedisLimits {
    /// Connects, and connects again when the server was away. `app` tells apps apart that share a server.
    pub async fn connect(url: &str, app: &str) -> redis::RedisResult<Self> {
        Ok(Self {
            connection: Client::open(url)?.get_connection_manager().await?,
            // The braces keep all keys on one node of a cluster.
            prefix: format!("{{graph:{app}}}:").into(),
            take_turn: Arc::new(Script::new(TAKE_TURN)),
            record: Arc::new(Script::new(RECORD)),
        })
    }

    fn invoke<'a>(&self, script: &'a Script) -> ScriptInvocation<'a> {
        // The one key tells a cluster where to run the script.
        let mut call = script.key(format!("{}app", self.prefix));
        call.arg(&*self.prefix);
        call
    }
}

impl LimitStore for RedisLimits {
    fn take_turn(&self, turn: TurnRequest) -> BoxFuture<Result<Turn, BoxError>> {
        let this = self.clone();
        Box::pin(async move {
            let mut call = this.invoke(&this.take_turn);
            call.arg(turn.lane.to_string()).arg(micros(turn.longest_wait)).arg(turn.limits.len());
            for limit in &turn.limits {
                call.arg(limit.to_string());
            }
            for rate in &turn.rates {
                call.arg(rate.key.to_string()).arg(micros(rate.spacing)).arg(micros(rate.tolerance));
            }
            let (taken, wait): (u8, u64) = call.invoke_async(&mut this.connection.clone()).await?;
            let wait = Duration::from_micros(wait);
            Ok(if taken == 1 { Turn::After(wait) } else { Turn::TooLate(wait) })
        })
    }

    fn record(&self, reports: Vec<Report>) -> BoxFuture<Result<(), BoxError>> {
        let this = self.clone();
        Box::pin(async move {
            let mut call = this.invoke(&this.record);
            for report in &reports {
                let lane = report.lane.map(|lane| lane.to_string()).unwrap_or_default();
                let spacing = report.pace.map(|pace| micros(pace.spacing).to_string()).unwrap_or_default();
                let delay = report.pace.map_or(0, |pace| micros(pace.delay));
                call.arg(report.key.to_string()).arg(lane).arg(spacing).arg(delay);
            }
            let _: u8 = call.invoke_async(&mut this.connection.clone()).await?;
            Ok(())
        })
    }
}

/// Microseconds, at most those of a year: numbers of Lua are exact up to 2^53.
fn micros(time: Duration) -> u64 {
    const YEAR: u64 = 365 * 24 * 60 * 60 * 1_000_000;
    u64::try_from(time.as_micros()).unwrap_or(YEAR).min(YEAR)
}
