import type { Config } from '../config.ts';
import { Mailer } from './mailer.ts';

/** The way to the operator's mail server; undefined where none is configured. */
export function createMailer({
  MAIL_FROM: from,
  PUBLIC_URL: publicUrl,
  SMTP_URL: smtpUrl,
}: Config): Mailer | undefined {
  return smtpUrl && from && publicUrl ? new Mailer({ smtpUrl, from, publicUrl }) : undefined;
}
