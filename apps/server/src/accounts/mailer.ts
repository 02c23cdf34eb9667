import { createTransport, type Transporter } from 'nodemailer';

/** A mail of plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  smtpUrl: string;
  /** The sender, such as `Confab <chat@example.org>`. */
  from: string;
  /** Where people reach the server, without a slash at the end. */
  publicUrl: string;
}

/** Time for each step of the conversation with the mail server, ms. */
const STEP_MS = 10_000;

/** Sends mail through the operator's SMTP server. */
export class Mailer {
  readonly publicUrl: string;
  private readonly transport: Transporter;
  private readonly from: string;

  constructor({ smtpUrl, from, publicUrl }: MailerOptions) {
    this.publicUrl = publicUrl;
    this.from = from;
    this.transport = createTransport({
      url: smtpUrl,
      // Nothing that a mail holds is a path or an address to be read by us.
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: STEP_MS,
      greetingTimeout: STEP_MS,
      socketTimeout: STEP_MS,
    });
  }

  /** Rejects where the mail server does not take it. */
  async send(mail: Mail): Promise<void> {
    await this.transport.sendMail({ from: this.from, ...mail });
  }
}
