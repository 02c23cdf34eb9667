import { hash, randomBytes } from 'node:crypto';

/** A new secret of 256 bits, in base64url. Whoever holds it is believed; it is stored as its hash only. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: SHA-256, hex. A secret is random, so there is nothing to guess and nothing to salt. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** What a bot's token begins with: so that whoever finds one in a file knows what it is, and where to look it up. */
const BOT = 'confab_bot_';

/** A new token for a bot. */
export function newBotToken(): string {
  return BOT + newSecret();
}

/** Whether a token is a bot’s, by how it begins. */
export function isBotToken(token: string): boolean {
  return token.startsWith(BOT);
}
