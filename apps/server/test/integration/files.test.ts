import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Attachment } from '@confab/protocol';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { getFile, sendFile, upload } from '../support/files.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Guest, sharedServer, startServer, type TestServer } from '../support/server.ts';

const server = sharedServer({ MAX_FILE_BYTES: String(26 * 1024 * 1024), FILE_QUOTA_BYTES: String(64 * 1024 * 1024) });
const DAY = 24 * 60 * 60 * 1_000;

/** Ada with a room, and a connection that has joined it. */
async function stage(on: TestServer = server(), options: { private?: boolean } = {}) {
  const ada = await on.guest('Ada');
  const room = await on.createRoom(ada, options);
  const client = await on.connect(ada);
  await client.join(room);
  return { ada, room, client };
}

/** Everything below the folder of files, as paths relative to it. */
async function onDisk(on: TestServer): Promise<string[]> {
  const entries = await readdir(join(on.dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

/** Waits for what nobody tells of: what lies on the disk. */
function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 20 });
}

/** A file of 30,000 × 30,000 px, so it says: 2.7 GB once it is unpacked. */
function bomb(): Buffer<ArrayBuffer> {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const rows = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function png(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#4e690b' } })
    .png()
    .toBuffer();
}

describe('a file goes in one message', () => {
  test('uploaded, posted without a text, seen by the others, downloaded; the same bytes come back', async () => {
    const { ada, room, client } = await stage();
    const ben = await server().guest('Ben');
    const reader = await server().connect(ben);
    await reader.join(room);
    const content = Buffer.from('Words of a file');
    const file = await upload(server(), ada, room, content, { name: 'notes.txt' });
    expect(file).toEqual({ id: expect.any(String), name: 'notes.txt', type: 'text/plain', size: content.length });
    await client.post(room, '', { attachments: [file.id] });
    expect(await reader.next('message')).toMatchObject({ body: '', attachments: [file] });
    expect(Buffer.from(await (await getFile(server(), ben, file.id)).arrayBuffer())).toEqual(content);
    const page = await server().call('GET', `/api/rooms/${room}/messages`, { token: ben.token });
    expect(page.body).toMatchObject({ messages: [{ attachments: [file] }] });
  });

  test('sending it again is the same message; the same id with other files is conflict, also after a deletion', async () => {
    const { ada, room, client } = await stage();
    const [one, two] = [await upload(server(), ada, room, 'one'), await upload(server(), ada, room, 'two')];
    const frame = { type: 'message', room, body: 'both', id: randomUUID(), attachments: [one.id, two.id] };
    const first = await client.ack(frame);
    expect(await client.ack(frame)).toEqual(first);
    for (const attachments of [[one.id], [two.id, one.id], []]) {
      expect(await client.error({ ...frame, attachments })).toMatchObject({ code: 'conflict' });
    }
    await client.ack({ type: 'delete', room, message: frame.id });
    expect(await client.ack(frame)).toMatchObject({ seq: first.seq });
    expect(await client.error({ ...frame, id: randomUUID() })).toMatchObject({ code: 'file_not_found' });
  });

  test('its text can be edited away, that of a message without files cannot', async () => {
    const { ada, room, client } = await stage();
    const file = await upload(server(), ada, room, 'x');
    const { id } = await client.post(room, 'look', { attachments: [file.id] });
    await client.ack({ type: 'edit', room, message: id, body: ' ' });
    expect(client.pushed().at(-1)).toMatchObject({ body: '', attachments: [file] });
    const plain = await client.post(room, 'look');
    expect(await client.error({ type: 'edit', room, message: plain.id, body: '' })).toMatchObject({ code: 'invalid' });
  });

  test('only unsent ones of one’s own, uploaded to this room', async () => {
    const { ada, room, client } = await stage();
    const elsewhere = await server().createRoom(ada);
    const ben = await server().connect('Ben');
    await ben.join(room);
    const file = await upload(server(), ada, room, 'mine');
    const other = await upload(server(), ada, elsewhere, 'mine');
    const refused = (id: string) => ({ type: 'message', room, body: 'x', id: randomUUID(), attachments: [id] });
    expect(await ben.error(refused(file.id))).toMatchObject({ code: 'file_not_found' });
    expect(await client.error(refused(other.id))).toMatchObject({ code: 'file_not_found' });
    expect(await client.error(refused(randomUUID()))).toMatchObject({ code: 'file_not_found' });
    // Both in one batch: one of them gets it.
    const [a, b] = [refused(file.id), refused(file.id)];
    client.send(a);
    client.send(b);
    const replies = [await client.reply(a.id), await client.reply(b.id)];
    expect(replies.map((reply) => reply.type).sort()).toEqual(['ack', 'error']);
  });

  test('deleting the message deletes them, once that is stored', async () => {
    const on = await startServer();
    const { ada, room, client } = await stage(on);
    const file = await upload(on, ada, room, await png(1_000, 800));
    const { id } = await client.post(room, 'look', { attachments: [file.id] });
    expect(await onDisk(on)).toHaveLength(2);
    await client.ack({ type: 'delete', room, message: id });
    expect((await getFile(on, ada, file.id)).status).toBe(404);
    await eventually(async () => expect(await onDisk(on)).toEqual([]));
    expect(client.pushed().at(-1)).not.toHaveProperty('attachments');
  });

  test('an upload can be taken back until it is sent', async () => {
    const { ada, room, client } = await stage();
    const file = await upload(server(), ada, room, 'oops');
    const sent = await upload(server(), ada, room, 'sent');
    await client.post(room, '', { attachments: [sent.id] });
    const ben = await server().guest('Ben');
    const withdraw = (who: Guest, id: string) => server().call('DELETE', `/api/files/${id}`, { token: who.token });
    expect((await withdraw(ben, file.id)).status).toBe(404);
    expect((await withdraw(ada, file.id)).status).toBe(204);
    expect((await withdraw(ada, sent.id)).status).toBe(404);
    expect((await getFile(server(), ada, file.id)).status).toBe(404);
  });
});

describe('limits', () => {
  test('25 MB go to the disk as they come: what has been sent lies there before the rest is', async () => {
    const on = await startServer();
    const { ada, room } = await stage(on);
    const headers = { authorization: `Bearer ${ada.token}` };
    const sending = request(`${on.url}/api/rooms/${room}/files?name=film`, { method: 'POST', headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sending.on('response', resolve);
      sending.on('error', reject);
    });
    const part = new Uint8Array(5 * 1024 * 1024).fill(7);
    const arrived = async () => {
      const folder = join(on.dataDir, 'files', 'arriving');
      const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
      return (await Promise.all(sizes))[0];
    };
    for (let n = 1; n <= 5; n += 1) {
      sending.write(part);
      await eventually(async () => expect(await arrived()).toBe(n * part.length));
    }
    sending.end();
    expect((await answered).resume().statusCode).toBe(201);
  });

  test('beyond MAX_FILE_BYTES it is 413, by its length at once and without one while it comes; nothing is left', async () => {
    const on = await startServer({ MAX_FILE_BYTES: '100000' });
    const { ada, room } = await stage(on);
    const tooLarge = { status: 413, body: { code: 'too_large' } };
    expect(await sendFile(on, ada, room, new Uint8Array(100_001))).toMatchObject(tooLarge);
    const chunked = new Blob([new Uint8Array(300_000)]).stream();
    expect(await sendFile(on, ada, room, chunked)).toMatchObject(tooLarge);
    expect(await onDisk(on)).toEqual([]);
    expect(await upload(on, ada, room, new Uint8Array(100_000))).toMatchObject({ size: 100_000 });
    expect(await sendFile(on, ada, room, '')).toMatchObject({ status: 400, body: { code: 'invalid' } });
    const { limits } = (await on.connect(ada)).greeted;
    expect(limits.fileBytes).toBe(100_000);
  });

  test('all files of a person fit FILE_QUOTA_BYTES, also where they come at once; a deletion makes room', async () => {
    const on = await startServer({ FILE_QUOTA_BYTES: '250000' });
    const { ada, room, client } = await stage(on);
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendFile(on, ada, room, new Uint8Array(100_000))));
    const taken = answers.filter(({ status }) => status === 201);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413]);
    expect(await sendFile(on, ada, room, new Uint8Array(60_000))).toMatchObject({ body: { code: 'too_large' } });
    const [first] = taken.map(({ body }) => (body as { file: Attachment }).file.id);
    const { id } = await client.post(room, '', { attachments: [first] });
    await client.ack({ type: 'delete', room, message: id });
    await upload(on, ada, room, new Uint8Array(100_000));
    expect(await upload(on, await on.guest('Ben').then(member(on, room)), room, 'mine')).toBeTruthy();
  });

  test('while the disk is nearly full files are refused, messages are not', async () => {
    const on = await startServer({ FILE_RESERVE_BYTES: String(Number.MAX_SAFE_INTEGER) });
    const { ada, room, client } = await stage(on);
    expect(await sendFile(on, ada, room, 'x')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    await client.post(room, 'still here');
  });

  test('an upload that breaks off leaves nothing', async () => {
    const on = await startServer();
    const { ada, room } = await stage(on);
    const headers = { authorization: `Bearer ${ada.token}`, 'content-length': '1000000' };
    const sending = request(`${on.url}/api/rooms/${room}/files?name=x`, { method: 'POST', headers });
    const failed = new Promise((resolve) => sending.on('error', resolve));
    sending.write(new Uint8Array(200_000));
    await eventually(async () => expect(await onDisk(on)).toHaveLength(1));
    sending.destroy();
    await failed;
    await eventually(async () => expect(await onDisk(on)).toEqual([]));
  });
});

/** Makes a guest a member of a room. */
function member(on: TestServer, room: string) {
  return async (guest: Guest): Promise<Guest> => {
    const client = await on.connect(guest);
    await client.join(room);
    return guest;
  };
}

describe('images', () => {
  test('their size is as they are shown, large ones get a thumbnail without metadata', async () => {
    const { ada, room } = await stage();
    const photo = await sharp(await png(1_600, 900))
      .jpeg()
      .withExif({ IFD0: { Copyright: 'Ada' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const file = await upload(server(), ada, room, photo, { name: 'photo.jpg' });
    expect(file).toMatchObject({ type: 'image/jpeg', width: 900, height: 1_600, thumb: true });
    const thumb = await getFile(server(), ada, `${file.id}/thumb`);
    expect(thumb.headers.get('content-type')).toBe('image/webp');
    const { exif, format, height, width } = await sharp(Buffer.from(await thumb.arrayBuffer())).metadata();
    expect({ exif, format, height, width }).toEqual({ exif: undefined, format: 'webp', width: 405, height: 720 });
  });

  test('a small one is its own', async () => {
    const { ada, room } = await stage();
    const file = await upload(server(), ada, room, await png(40, 30), { name: 'dot.png' });
    expect(file).toMatchObject({ type: 'image/png', width: 40, height: 30 });
    expect(file).not.toHaveProperty('thumb');
    expect((await getFile(server(), ada, `${file.id}/thumb`)).status).toBe(404);
  });

  test('a bomb and a broken one are files like any other', async () => {
    const { ada, room } = await stage();
    const before = process.memoryUsage().rss;
    const file = await upload(server(), ada, room, bomb(), { name: 'bomb.png' });
    expect(file).toEqual({ id: file.id, name: 'bomb.png', type: 'image/png', size: bomb().length });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    const broken = new Uint8Array(await png(2_000, 2_000)).slice(0, 60);
    expect((await upload(server(), ada, room, broken, { name: 'half.png' })).thumb).toBeUndefined();
  });
});

describe('nothing of a file is believed', () => {
  const page = '<!doctype html><script>alert(1)</script>';
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

  test.each([
    ['an SVG', 'a.svg', 'image/svg+xml', drawing, 'text/plain; charset=utf-8'],
    [
      'an SVG with its XML head',
      'a.svg',
      'image/svg+xml',
      `<?xml version="1.0"?>${drawing}`,
      'text/plain; charset=utf-8',
    ],
    ['a page that says it is an image', 'a.png', 'image/png', page, 'text/plain; charset=utf-8'],
    ['a page', 'a.html', 'text/html', page, 'text/plain; charset=utf-8'],
    ['a document', 'a.pdf', 'image/png', '%PDF-1.7\n', 'application/pdf'],
    ['bytes', 'a.mp3', 'audio/mpeg', '\u0000\u0001\u0002', 'application/octet-stream'],
  ])('%s can only be saved, in a sandbox', async (_what, name, claimed, content, type) => {
    const { ada, room } = await stage();
    const file = await upload(server(), ada, room, content, { name, headers: { 'content-type': claimed } });
    const { headers } = await getFile(server(), ada, file.id);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('images are shown, and saved where that is asked for', async () => {
    const { ada, room } = await stage();
    const file = await upload(server(), ada, room, await png(4, 4), { name: 'é "q".png' });
    const shown = await getFile(server(), ada, file.id);
    expect(shown.headers.get('content-disposition')).toBe(
      `inline; filename="_ _q_.png"; filename*=UTF-8''%C3%A9%20%22q%22.png`,
    );
    expect(shown.headers.get('cache-control')).toMatch(/^private/);
    expect(shown.headers.get('vary')).toBe('Cookie, Authorization, Origin');
    const saved = await getFile(server(), ada, `${file.id}?download`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  test.each([
    ['../../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['..', 'file'],
    ['', 'file'],
    ['a\r\nSet-Cookie: x=1', 'aSet-Cookie: x=1'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['<img src=x onerror=alert(1)>.png', '<img src=x onerror=alert(1)>.png'],
    ['__proto__', '__proto__'],
  ])('the name %j is %j', async (name, kept) => {
    const { ada, room } = await stage();
    const file = await upload(server(), ada, room, 'x', { name });
    expect(file.name).toBe(kept);
    const { headers } = await getFile(server(), ada, file.id);
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[!-~]+$/,
    );
  });

  test('no id leads out of the folder', async () => {
    const { ada } = await stage();
    await writeFile(join(server().dataDir, 'secret'), 'the secret');
    for (const id of ['..%2f..%2fsecret', '%2e%2e%2fsecret', '..', '__proto__', 'arriving', 'x'.repeat(250)]) {
      const answer = await getFile(server(), ada, id);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('the secret');
    }
  });
});

describe('access is checked at each download', () => {
  test('before it is sent, for its uploader only; then for those who see the room; outsiders hear what unknown ids say', async () => {
    const { ada, room, client } = await stage(server(), { private: true });
    const ben = await server().guest('Ben');
    const file = await upload(server(), ada, room, await png(1_000, 1_000));
    const answers = async (who: Guest | undefined, id: string) => {
      const answer = await getFile(server(), who, id);
      return { status: answer.status, body: answer.ok ? undefined : await answer.text() };
    };
    const unknown = await answers(ben, randomUUID());
    expect(unknown.status).toBe(404);
    for (const path of [file.id, `${file.id}/thumb`]) {
      expect((await answers(ada, path)).status).toBe(200);
      expect(await answers(ben, path)).toEqual(unknown);
      expect((await answers(undefined, path)).status).toBe(401);
    }
    await client.post(room, '', { attachments: [file.id] });
    expect(await answers(ben, file.id)).toEqual(unknown);
    await server().call('DELETE', `/api/rooms/${room}/members/me`, { token: ada.token });
    expect((await answers(ada, file.id)).status).toBe(404);
  });

  test('nobody uploads where they may not write', async () => {
    const { ada, room } = await stage(server(), { private: true });
    const open = await server().createRoom(ada);
    const ben = await server().guest('Ben');
    expect(await sendFile(server(), ben, room, 'x')).toMatchObject({ status: 404, body: { code: 'room_not_found' } });
    expect(await sendFile(server(), ben, open, 'x')).toMatchObject({ status: 403, body: { code: 'not_joined' } });
    const stranger = { ...ben, token: 'none' };
    expect(await sendFile(server(), stranger, open, 'x')).toMatchObject({ status: 401 });
    await server().call('PATCH', `/api/rooms/${open}`, { token: ada.token, body: { archived: true } });
    expect(await sendFile(server(), ada, open, 'x')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('ranges and conditions (RFC 9110)', () => {
  test('sound and video can be read from anywhere', async () => {
    const { ada, room } = await stage();
    const wave = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(84, 1)]);
    const file = await upload(server(), ada, room, wave, { name: 'a.wav' });
    expect(file).toMatchObject({ type: expect.stringMatching(/^audio\//), size: 100 });
    const get = (headers: Record<string, string>, method = 'GET') =>
      getFile(server(), ada, file.id, { method, headers });
    const whole = await get({});
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.headers.get('content-disposition')).toMatch(/^inline/);
    const etag = String(whole.headers.get('etag'));
    const part = await get({ range: 'bytes=10-19', 'if-range': etag });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
      206,
      'bytes 10-19/100',
      '10',
    ]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(wave.subarray(10, 20));
    expect((await get({ range: 'bytes=90-' })).headers.get('content-range')).toBe('bytes 90-99/100');
    expect((await get({ range: 'bytes=-5' })).headers.get('content-range')).toBe('bytes 95-99/100');
    const beyond = await get({ range: 'bytes=100-' });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */100']);
    expect(beyond.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await beyond.json()).toEqual({ code: 'invalid', message: 'the file has 100 bytes' });
    expect((await get({ range: 'bytes=0-1', 'if-range': '"another"' })).status).toBe(200);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '100', '']);
  });
});

/** A clock whose hour can strike without the seconds in between. */
class HourClock extends ManualClock {
  private readonly hourly = new Set<() => void>();

  override every(ms: number, run: () => void): () => void {
    if (ms !== 60 * 60 * 1_000) return super.every(ms, run);
    this.hourly.add(run);
    return () => this.hourly.delete(run);
  }

  strike(): void {
    for (const run of this.hourly) run();
  }
}

describe('what is left over is collected', () => {
  test('uploads nobody sent within a day, and bytes nobody knows; files of messages stay', async () => {
    const clock = new HourClock(Date.now());
    const on = await startServer({}, clock);
    const { ada, room, client } = await stage(on);
    const sent = await upload(on, ada, room, 'sent');
    await client.post(room, '', { attachments: [sent.id] });
    const unsent = await upload(on, ada, room, await png(1_000, 1_000));
    const stray = join(on.dataDir, 'files', 'ab', 'ab-stray');
    await mkdir(join(stray, '..'), { recursive: true });
    await mkdir(join(on.dataDir, 'files', 'arriving'), { recursive: true });
    for (const path of [stray, join(on.dataDir, 'files', 'arriving', 'half')]) {
      await writeFile(path, 'x');
      await utimes(path, new Date(clock.now()), new Date(clock.now()));
    }
    clock.set(DAY + 1_000);
    const recent = await upload(on, ada, room, 'recent');
    clock.strike();
    await eventually(async () => expect((await onDisk(on)).sort()).toEqual([sent.id, recent.id].sort()));
    expect((await getFile(on, ada, unsent.id)).status).toBe(404);
    expect(await (await getFile(on, ada, sent.id)).text()).toBe('sent');
  });

  test('at the start, too', async () => {
    const on = await startServer();
    const stray = join(on.dataDir, 'files', 'cd', 'cd-stray');
    await mkdir(join(stray, '..'), { recursive: true });
    await writeFile(stray, 'x');
    await utimes(stray, new Date(0), new Date(0));
    await on.restart();
    await eventually(async () => expect(await onDisk(on)).toEqual([]));
  });

  test('a file that survives a restart is whole', async () => {
    const on = await startServer();
    const { ada, room } = await stage(on);
    const file = await upload(on, ada, room, 'whole');
    await on.restart();
    const path = join(on.dataDir, 'files', file.id.slice(0, 2), file.id);
    expect(await readFile(path, 'utf8')).toBe('whole');
    expect(await (await getFile(on, ada, file.id)).text()).toBe('whole');
  });
});
