// Rooms on `ws` alone, the way most chats begin: one send() of a string to each member.
import { WebSocketServer } from 'ws';

const rooms = new Map();
const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  backlog: 4096,
  perMessageDeflate: false,
});

server.on('connection', (socket, request) => {
  const members = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, members.add(socket));
  socket.on('message', (data) => {
    const text = data.toString();
    for (const member of members) member.send(text);
  });
  socket.on('close', () => members.delete(socket));
});
server.on('listening', () => console.log('ready'));
