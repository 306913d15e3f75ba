// Pictures that were searched with, kept in this browser so that reload and Back find them.

const MOST = 30;
const memory = new Map();

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('cider', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pictures');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs work(store) in a transaction and returns what its request returns. */
async function within(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const request = work(database.transaction('pictures', mode).objectStore('pictures'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** Keeps a file and returns its key. Keys are in the order of time; the oldest pictures go first. */
export function keep(file) {
  const random = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
  const key = `${Date.now().toString(36)}-${random}`;
  memory.set(key, file);
  store(key, file).catch(() => {}); // without a database it is kept until the page is closed
  return key;
}

async function store(key, file) {
  await within('readwrite', (pictures) => pictures.put(file, key));
  const keys = await within('readonly', (pictures) => pictures.getAllKeys());
  for (const old of keys.slice(0, -MOST)) await within('readwrite', (pictures) => pictures.delete(old));
}

/** Returns the file of a key; null if this browser does not have it. */
export async function kept(key) {
  return memory.get(key) ?? await within('readonly', (pictures) => pictures.get(key)).catch(() => null) ?? null;
}
