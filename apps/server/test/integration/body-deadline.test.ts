import { expect, test } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { startServer } from '../support/server.ts';

test('a body that should be short has a minute; an upload may take longer', async () => {
  const clock = new ManualClock(Date.now());
  const server = await startServer({}, clock);
  const ada = await server.guest();
  const room = await server.createRoom(ada);
  const client = await server.connect(ada);
  await client.join(room);
  const head = `Host: localhost\r\nAuthorization: Bearer ${ada.token}\r\nContent-Length: 4\r\nExpect: 100-continue\r\n`;
  const slow = new RawSocket(server.port);
  slow.write(`POST /api/rooms HTTP/1.1\r\n${head}Content-Type: application/json\r\n\r\n{"`);
  const upload = new RawSocket(server.port);
  upload.write(`POST /api/rooms/${room}/files?name=x HTTP/1.1\r\n${head}\r\nab`);
  for (const socket of [slow, upload]) expect((await socket.answer()).status).toBe(100);
  clock.advance(60_000);
  await slow.ended;
  upload.write('cd');
  expect((await upload.answer()).status).toBe(201);
});
