// Two JavaScript clients, unmodified but for the host, with a sandbox that SANDBOX describes.
'use strict';

const assert = require('node:assert');
const graph = require('fbgraph');
const { FacebookAdsApi, User } = require('facebook-nodejs-business-sdk');

const sandbox = JSON.parse(process.env.SANDBOX);
const { url, tokens } = sandbox;

const control = async (method, path, body) => (await fetch(`${url}/_sandbox/${path}`, { method, body })).json();

/** A rate limit, then a list without end that only a limit ends. */
async function troubles(refused, read, pageThrough) {
  await control('POST', 'faults', 'error=17,times=1');
  await refused(17, read);
  await read();
  await control('POST', 'faults', 'paging=same; limit=app:8/1h');
  await control('DELETE', 'requests');
  await refused(4, pageThrough);
  const seen = (await control('GET', 'requests')).data.filter((one) => one.path.endsWith('/likes'));
  assert.deepStrictEqual(seen.map((one) => one.status), [...Array(8).fill(200), 403]);
  await control('DELETE', 'faults');
}

async function businessSdk() {
  // The one thing that is changed: the host.
  Object.defineProperty(FacebookAdsApi, 'GRAPH', { get: () => url });
  const api = FacebookAdsApi.init(tokens.user, 'en_US', false);
  // Its exception by name: the class is not exported.
  const refused = async (code, call) => {
    const error = await call().then(() => assert.fail(`nothing was refused where ${code} was to come`), (error) => error);
    assert.strictEqual(error.name, 'FacebookRequestError', error);
    assert.strictEqual(error.response.code, code, JSON.stringify(error.response));
    return error;
  };
  const me = await new User('me').get(['id', 'name', 'birthday']);
  assert.strictEqual(me.id, sandbox.user_id);
  const pageThrough = async (limit) => {
    let cursor = await new User('me').getLikes(['id', 'name'], { limit });
    const ids = [];
    for (;;) {
      ids.push(...cursor.map((like) => like.id));
      if (!cursor.hasNext()) return ids;
      cursor = await cursor.next();
    }
  };
  const likes = await pageThrough(5);
  assert(likes.length > 10 && new Set(likes).size === likes.length, likes);
  const made = await api.call('POST', ['me', 'feed'], { message: 'from JavaScript' });
  const read = await api.call('GET', [made.id], { fields: 'message' });
  assert.strictEqual(read.message, 'from JavaScript');
  assert.deepStrictEqual(await api.call('DELETE', [made.id]), { success: true });
  const gone = await refused(100, () => api.call('GET', [made.id]));
  assert.strictEqual(gone.response.error_subcode, 33);
  const answers = await api.call('POST', [''], { batch: [{ method: 'GET', relative_url: 'me?fields=id' }, { method: 'GET', relative_url: 'nobody' }] });
  assert.deepStrictEqual(answers.map((answer) => answer.code), [200, 404]);

  const limited = new FacebookAdsApi(tokens.friend_limited, 'en_US', false);
  await refused(200, () => limited.call('GET', ['me', 'likes']));
  await refused(200, () => limited.call('POST', ['me', 'feed'], { message: 'no' }));
  await refused(200, () => limited.call('GET', ['me', 'photos']));
  await troubles(refused, () => api.call('GET', ['me'], { fields: 'id' }), () => pageThrough(2));
}

async function fbgraph() {
  graph.setGraphUrl(url);
  graph.setVersion('2.9');
  const by = (method, ...given) =>
    new Promise((resolve, reject) => graph[method](...given, (error, answer) => (error ? reject(error) : resolve(answer))));
  // It has no class of its own: its error is the platform's object.
  const refused = async (code, call) => {
    const error = await call().then(() => assert.fail(`nothing was refused where ${code} was to come`), (error) => error);
    assert.strictEqual(error.code, code, JSON.stringify(error));
    assert(error.type && error.fbtrace_id && !(error instanceof Error), JSON.stringify(error));
    return error;
  };
  graph.setAccessToken(tokens.user).setAppSecret(sandbox.app_secret);
  const me = await by('get', 'me?fields=id,name');
  assert.strictEqual(me.id, sandbox.user_id);
  const pageThrough = async (limit) => {
    const ids = [];
    let page = await by('get', `me/likes?limit=${limit}`);
    for (;;) {
      ids.push(...page.data.map((like) => like.id));
      if (!page.paging || !page.paging.next) return ids;
      page = await by('get', page.paging.next);
    }
  };
  const likes = await pageThrough(5);
  assert(likes.length > 10 && new Set(likes).size === likes.length, likes);
  const picture = await by('get', 'me/picture');
  assert(picture.image && picture.location.startsWith(url), picture);
  const made = await by('post', 'me/feed', { message: 'from JavaScript' });
  assert((await by('get', made.id)).message === 'from JavaScript');
  assert.strictEqual((await by('del', made.id)).success, true);
  assert.strictEqual((await refused(100, () => by('get', made.id))).error_subcode, 33);
  const answers = await by('batch', [{ method: 'GET', relative_url: 'me' }, { method: 'GET', relative_url: 'me/friends?limit=50' }]);
  assert.strictEqual(JSON.parse(answers[0].body).id, me.id);

  graph.setAccessToken(tokens.friend_limited);
  await refused(200, () => by('get', 'me/likes'));
  await refused(200, () => by('post', 'me/feed', { message: 'no' }));
  await refused(200, () => by('get', 'me/photos'));
  graph.setAccessToken(tokens.user);
  await troubles(refused, () => by('get', 'me?fields=id'), () => pageThrough(2));
}

(async () => {
  for (const client of [businessSdk, fbgraph]) {
    await client();
    console.log(`${client.name}: fine`);
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
