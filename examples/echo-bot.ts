// A bot that answers "echo …". Usage: npx tsx examples/echo-bot.ts http://localhost:3000 general
import { createClient } from '@confab/client';
import { WebSocket } from 'ws';

const [url = 'http://localhost:3000', slug = 'general'] = process.argv.slice(2);
const { token, user } = await createClient({ url, WebSocket }).api.startGuest('Echo');
const client = createClient({ url, WebSocket, getToken: () => token });
await client.connect();

const room = client.room(slug);
await room.join();
let seen = room.timeline.head;
room.on('timeline', ({ rows, head }) => {
  for (const row of rows) {
    if (row.status !== 'sent' || row.message.seq <= seen || row.message.author.id === user.id) continue;
    if (row.message.body.startsWith('echo ')) void room.send(row.message.body.slice(5), { replyTo: row.id });
  }
  seen = head;
});
console.log(`${user.name} listens in ${room.info?.name}`);
