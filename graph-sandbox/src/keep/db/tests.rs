use std::{
    env, fs, io, process,
    sync::atomic::{AtomicBool, Ordering},
};

use redb::StorageBackend;
use serde_json::{Map, Value};

use super::*;
use crate::protocol::File;

/// A file that is removed after the test.
struct Kept(PathBuf);

impl Kept {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("graph-sandbox-unit-{}-{name}", process::id()));
        let _ = fs::remove_file(&path);
        Self(path)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn world() -> World {
    thread_local! { static SCHEMA: graph_schema::Schema = graph_schema::builtin().into_result().unwrap(); }
    World::new(SCHEMA.with(Clone::clone), 1, 3, "http://127.0.0.1:1".to_owned())
}

/// Creates a post, at the head of the feed, with a file. Returns its id.
fn change(world: &mut World, message: &str) -> String {
    let schema = world.schema.clone();
    let owner = world.cast.user.clone();
    let fields = Map::from_iter([("message".to_owned(), Value::from(message))]);
    let id = world.create(schema.node("Post").unwrap().0, &owner, fields);
    let feed = schema.node("User").unwrap().1.connection("feed").unwrap();
    world.store.append(&owner, feed, crate::world::store::Item::Node(id.clone()));
    world.uploads.limit = usize::MAX;
    let bytes = message.as_bytes().repeat(100).into();
    world.uploads.add(File { name: "a".to_owned(), content_type: "b".to_owned(), bytes });
    id
}

/// The messages of the feed, newest first.
fn messages(world: &mut World) -> Vec<String> {
    let list = (world.cast.user.clone(), "feed".to_owned());
    let ids: Vec<String> = world
        .store
        .rows(&list)
        .into_iter()
        .filter(|row| row.by_app)
        .map(|row| row.item.as_str().unwrap().to_owned())
        .collect();
    ids.iter().map(|id| world.store.object(id).unwrap()["message"].as_str().unwrap().to_owned()).collect()
}

static IS_FULL: AtomicBool = AtomicBool::new(false);

/// A file on a disk that can be full.
#[derive(Debug)]
struct Disk(Box<dyn StorageBackend>);

impl Disk {
    fn open(path: &Path) -> Result<Box<dyn StorageBackend>, Failure> {
        Ok(Box::new(Self(backend::open_file(path)?)))
    }

    fn room() -> io::Result<()> {
        // No space left on device.
        if IS_FULL.load(Ordering::Relaxed) { Err(io::Error::from_raw_os_error(28)) } else { Ok(()) }
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }
    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        self.0.read(offset, len)
    }
    fn set_len(&self, len: u64) -> io::Result<()> {
        Self::room().and_then(|()| self.0.set_len(len))
    }
    fn sync_data(&self, eventual: bool) -> io::Result<()> {
        Self::room().and_then(|()| self.0.sync_data(eventual))
    }
    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        Self::room().and_then(|()| self.0.write(offset, data))
    }
}

#[test]
fn only_changes_fail_on_a_full_disk_and_are_saved_when_there_is_room() {
    let file = Kept::new("full.db");
    let mut world = world();
    let mut db = Db::open_with(&file.0, &mut world, Disk::open).unwrap();
    change(&mut world, "before");
    db.save(&mut world).unwrap();
    IS_FULL.store(true, Ordering::Relaxed);
    for message in ["full", "fuller"] {
        change(&mut world, message);
        let error = db.save(&mut world).unwrap_err().to_string();
        assert!(error.contains(&file.0.display().to_string()) && error.contains("No space left"), "{error}");
        // A read changes nothing, so it succeeds.
        db.save(&mut world).unwrap();
    }
    let page = world.cast.page.clone();
    let user = world.cast.user.clone();
    world.tokens.page_of(&page, &user, BTreeSet::new());
    db.save(&mut world).unwrap();
    IS_FULL.store(false, Ordering::Relaxed);
    db.save(&mut world).unwrap();
    change(&mut world, "after");
    db.save(&mut world).unwrap();
    drop(db);

    let mut again = self::world();
    let db = Db::open(&file.0, &mut again).unwrap();
    assert_eq!(messages(&mut again), ["after", "fuller", "full", "before"]);
    assert_eq!(messages(&mut again), messages(&mut world));
    assert!(again.uploads.get(4).is_some());
    let mut other = self::world();
    let error = Db::open(&file.0, &mut other).unwrap_err().to_string();
    assert!(error.contains("another sandbox uses it"), "{error}");
    drop(db);
}

#[test]
fn damaged_files_are_errors_with_path_and_remedy() {
    let file = Kept::new("damaged.db");
    let mut world = world();
    let mut db = Db::open(&file.0, &mut world).unwrap();
    for number in 0..20 {
        change(&mut world, &number.to_string());
        db.save(&mut world).unwrap();
    }
    drop(db);
    let whole = fs::read(&file.0).unwrap();
    let path = file.0.display().to_string();
    let mut refused = 0;
    let mut check = |bytes: &[u8], what: &str| {
        fs::write(&file.0, bytes).unwrap();
        let mut world = self::world();
        match Db::open(&file.0, &mut world) {
            Ok(_) => {}
            Err(error) => {
                let error = error.to_string();
                refused += 1;
                assert!(error.contains(&path) && error.contains("copy"), "{what}: {error}");
            }
        }
    };
    check(b"{\"nodes\":[]}", "text");
    for part in 1..8 {
        check(&whole[..whole.len() * part / 8], "truncated");
    }
    for at in (0..320).step_by(24) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        check(&bytes, &format!("byte {at}"));
    }
    // The pages with data.
    let mut state = 1_u32;
    let is_used = |at: &usize| whole[*at..*at + 4096].iter().any(|byte| *byte != 0);
    for page in (0..whole.len()).step_by(4096).filter(is_used).step_by(6) {
        let mut bytes = whole.clone();
        for byte in &mut bytes[page..page + 4096] {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = (state >> 24) as u8;
        }
        check(&bytes, &format!("page {page}"));
    }
    assert!(refused > 10, "{refused}");
    fs::write(&file.0, &whole).unwrap();
    let mut again = self::world();
    drop(Db::open(&file.0, &mut again).unwrap());
    assert_eq!(messages(&mut again).len(), 20);
}
