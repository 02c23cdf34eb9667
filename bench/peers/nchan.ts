import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Peer } from '../src/peer.ts';
import { startProcess } from '../src/server-process.ts';
import { relay } from './relay.ts';

const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const NGINX = '/usr/sbin/nginx';

/** nginx with the nchan module: pub/sub over WebSocket, the last 50 messages of a channel kept in memory. */
export const nchan: Peer = {
  name: 'nchan',
  packages: ['nginx-light', 'libnginx-mod-nchan'],
  missing: () => (existsSync(MODULE) && existsSync(NGINX) ? undefined : 'not installed'),
  async start(_scene, port, folder) {
    const config = join(folder, 'nginx.conf');
    mkdirSync(join(folder, 'temp'));
    writeFileSync(config, configuration(port, folder));
    const server = await startProcess({
      file: NGINX,
      args: ['-p', folder, '-c', config],
      ready: /start worker process/,
    });
    // The master says that it starts its worker a moment before there is one.
    while (server.pids().length < 2) await setTimeout(10);
    return relay(server, port);
  },
};

function configuration(port: number, folder: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp;`);
  return `
load_module ${MODULE};
daemon off;
worker_processes 1;
user root;
pid ${folder}/nginx.pid;
error_log stderr notice;
events { worker_connections 20000; }
http {
  access_log off;
  ${temp.join('\n  ')}
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location ~ ^/([0-9]+)$ {
      nchan_pubsub websocket;
      nchan_channel_id $1;
      nchan_message_buffer_length 50;
      nchan_subscriber_first_message newest;
    }
  }
}
`;
}
