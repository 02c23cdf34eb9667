// Rooms on uWebSockets.js: a topic for each room. It stores and checks nothing.
import { createRequire } from 'node:module';

const uws = createRequire(import.meta.url)(process.env.UWS);
const app = uws.App();

/** What has come since the last turn of the event loop, with its room. */
let waiting = [];

// Published from within a socket's own event, a burst of more than 32 messages goes out in a send() for each message and
// member: the buffer that would join them is that socket's. So they are published in an event of their own.
function publish() {
  const messages = waiting;
  waiting = [];
  for (const { room, body } of messages) app.publish(room, body);
}

app
  .ws('/*', {
    compression: uws.DISABLED,
    // Its default of 64 KiB drops what a busy reader has not taken yet.
    maxBackpressure: 64 * 1024 * 1024,
    upgrade(response, request, context) {
      const [key, protocol, extensions] = ['key', 'protocol', 'extensions'].map((name) =>
        request.getHeader(`sec-websocket-${name}`),
      );
      response.upgrade({ room: request.getUrl() }, key, protocol, extensions, context);
    },
    open: (socket) => socket.subscribe(socket.getUserData().room),
    message(socket, body) {
      // The body is the library's own memory, which is gone after the event.
      if (waiting.push({ room: socket.getUserData().room, body: body.slice(0) }) === 1) setImmediate(publish);
    },
  })
  .listen('127.0.0.1', Number(process.env.PORT), (listens) => {
    if (listens) console.log('ready');
  });
