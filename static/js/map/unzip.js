// Unpacks pieces of the basemap. The library reads what it unpacks as a Response, and a browser that leaves a page cuts
// such reading off as if it were a request: "Failed to fetch", of a file that was here already.

const GZIP = 2;

export function unzipHere(archive) {
  const usual = archive.decompress;
  const unpack = (buffer, compression) => (compression === GZIP && globalThis.DecompressionStream ? unzip(buffer) : usual(buffer, compression));
  archive.decompress = unpack;
  archive.cache.decompress = unpack;
}

export async function unzip(buffer) {
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = writer.write(buffer).then(() => writer.close());
  const [parts] = await Promise.all([partsOf(readable.getReader()), written]);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

async function partsOf(reader) {
  const parts = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}
