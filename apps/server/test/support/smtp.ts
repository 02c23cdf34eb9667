import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail server that keeps what it gets. */
export interface MailServer {
  /** For SMTP_URL. */
  url: string;
  /** The next mail, as it came: head, empty line, text. */
  next: () => Promise<{ to: string[]; raw: string }>;
}

/** Starts a real SMTP server that ends with the test. */
export async function startMailServer(): Promise<MailServer> {
  const waiting: ((mail: { to: string[]; raw: string }) => void)[] = [];
  const arrived: { to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      done(username === 'confab' && password === 'secret' ? null : new Error('no'), { user: username }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const mail = {
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
        };
        const reader = waiting.shift();
        if (reader) reader(mail);
        else arrived.push(mail);
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://confab:secret@127.0.0.1:${port}`,
    next: async () => arrived.shift() ?? new Promise((resolve) => waiting.push(resolve)),
  };
}
