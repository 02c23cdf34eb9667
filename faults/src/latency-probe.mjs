// A thread of its own, so that what it measures is the server's delay and not its neighbours': posts to a room every
// 50 ms and times how long the push takes. Sends the times, ms, when told to stop.
import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import WebSocket from 'ws';

const { url, token, room } = workerData;
const times = [];
const sentAt = new Map();
const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` }, perMessageDeflate: false });
let timer;

function post() {
  const id = randomUUID();
  sentAt.set(id, performance.now());
  socket.send(JSON.stringify({ type: 'message', id, room, body: `probe ${id}` }));
}

socket.on('message', (data) => {
  const { type, id } = JSON.parse(String(data));
  if (type === 'hello') socket.send(JSON.stringify({ type: 'join', id: 'j', room }));
  if (type === 'joined') timer = setInterval(post, 50);
  const at = type === 'message' ? sentAt.get(id) : undefined;
  if (at !== undefined) times.push(performance.now() - at);
});

parentPort.once('message', () => {
  clearInterval(timer);
  socket.close();
  parentPort.postMessage(times);
  parentPort.close();
});
