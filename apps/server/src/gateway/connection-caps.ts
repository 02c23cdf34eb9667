import { addressKey } from '../http/address-key.ts';

export interface CapOptions {
  /** Connections of one address. */
  perAddress: number;
  /** Connections of this server. */
  total: number;
}

/** Counts connections from the handshake on, so that no address takes what all need. */
export class ConnectionCaps {
  private readonly counts = new Map<string, number>();
  private total = 0;

  constructor(private readonly options: CapOptions) {}

  /** What is full for one more connection from `ip`. */
  full(ip: string): 'address' | 'server' | undefined {
    if (this.total >= this.options.total) return 'server';
    return (this.counts.get(addressKey(ip)) ?? 0) >= this.options.perAddress ? 'address' : undefined;
  }

  /** Counts a connection. @returns what to call once, when it is gone */
  enter(ip: string): () => void {
    const key = addressKey(ip);
    this.total += 1;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return () => {
      this.total -= 1;
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
