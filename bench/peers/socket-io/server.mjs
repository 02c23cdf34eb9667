// Rooms with Socket.IO as its guide shows them: no names, no storage, no checks.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

io.on('connection', (socket) => {
  socket.on('join', (room, joined) => {
    socket.join(room);
    joined();
  });
  socket.on('message', (room, body) => io.to(room).emit('message', room, body));
});

http.listen(Number(process.env.PORT), '127.0.0.1', 4096, () => console.log('ready'));
