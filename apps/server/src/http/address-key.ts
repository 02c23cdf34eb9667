import { isIPv4 } from 'node:net';

/**
 * What limits per address count by: an IPv4 address, or the /64 of an IPv6 one, because a single customer gets that
 * many (RFC 6177).
 * @param ip as Node or a trusted proxy gives it
 */
export function addressKey(ip: string): string {
  const mapped = ip.toLowerCase().startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ip;
  return isIPv4(mapped) ? mapped : `${network(ip)}::/64`;
}

function network(ip: string): string {
  const [head = '', tail] = (ip.split('%', 1)[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail === '' ? 0 : tail.split(':').length;
    while (groups.length + rest < 8) groups.push('0');
  }
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return first.join(':');
}
