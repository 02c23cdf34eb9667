import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer, Step } from '../src/peer.ts';
import { startProcess } from '../src/server-process.ts';

const LIBRARIES = '/usr/lib/x86_64-linux-gnu';
const OPEN = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>";

/** ejabberd: XMPP over WebSocket, multi-user chat whose messages are archived (MAM, its default database). */
export const ejabberd: Peer = {
  name: 'ejabberd with archive',
  packages: ['ejabberd'],
  missing: () => (library() && existsSync('/usr/bin/erl') ? undefined : 'not installed'),
  async start(_scene, port, folder) {
    const config = join(folder, 'ejabberd.yml');
    mkdirSync(join(folder, 'mnesia'));
    writeFileSync(config, configuration(port));
    const server = await startProcess({
      file: '/usr/bin/erl',
      args: [
        '-noinput',
        '+K',
        'true',
        '+P',
        '250000',
        '-mnesia',
        'dir',
        JSON.stringify(join(folder, 'mnesia')),
        '-s',
        'ejabberd',
      ],
      env: {
        ERL_LIBS: LIBRARIES,
        EJABBERD_CONFIG_PATH: config,
        EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
        HOME: folder,
      },
      ready: /Start accepting TCP connections/,
    });
    return {
      port,
      pids: server.pids,
      dialect: { error: "<message type='error'" },
      plan: (connection, room) => ({
        path: '/ws',
        headers: ['Sec-WebSocket-Protocol: xmpp'],
        message: `<message xmlns='jabber:client' type='groupchat' id='{id}' to='${addressOf(room)}'><body>{body}</body></message>`,
        steps: steps(connection, room),
      }),
      stop: () => server.stop(),
    };
  },
};

function library(): string | undefined {
  if (!existsSync(LIBRARIES)) return undefined;
  return readdirSync(LIBRARIES).find((name) => name.startsWith('ejabberd-'));
}

function addressOf(room: number): string {
  return `room${room}@conference.localhost`;
}

function steps(connection: number, room: number): Step[] {
  const enter = `<presence xmlns='jabber:client' to='${addressOf(room)}/guest${connection}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>`;
  return [
    { send: OPEN },
    { expect: 'mechanisms' },
    { send: "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>" },
    { expect: '<success' },
    { send: OPEN },
    { expect: 'xmpp-bind' },
    { send: "<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>" },
    { expect: '<jid>' },
    'gate',
    { send: enter },
    { expect: "code='110'" },
  ];
}

function configuration(port: number): string {
  return `
hosts: [localhost]
loglevel: info
auth_method: [anonymous]
anonymous_protocol: sasl_anon
allow_multiple_connections: true
max_fsm_queue: 1000000
listen:
  - port: ${port}
    ip: 127.0.0.1
    module: ejabberd_http
    backlog: 4096
    request_handlers:
      /ws: ejabberd_http_ws
modules:
  mod_disco: {}
  mod_mam:
    default: always
  mod_muc:
    host: conference.localhost
    access: all
    access_create: all
    access_persistent: all
    max_users: 5000
    max_users_presence: 5000
    min_message_interval: 0
    min_presence_interval: 0
    user_message_shaper: none
    user_presence_shaper: none
    default_room_options:
      persistent: true
      mam: true
      max_users: 5000
`;
}
