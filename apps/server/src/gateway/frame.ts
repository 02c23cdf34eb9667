/**
 * Encodes a text message as one unmasked WebSocket frame (RFC 6455, section 5.2): FIN, opcode 1, no extensions.
 * A change is framed once and the same bytes go to every member; `ws` would frame it again for each.
 */
export function encodeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = headerLength(length);
  const frame = Buffer.allocUnsafe(header + length);
  writeHeader(frame, length);
  frame.write(text, header, 'utf8');
  return frame;
}

/** The same for a text that is there in parts, as UTF-8: those that many frames have in common are encoded once. */
export function encodeFrameOfParts(parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  let at = headerLength(length);
  const frame = Buffer.allocUnsafe(at + length);
  writeHeader(frame, length);
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

function headerLength(payload: number): 2 | 4 | 10 {
  if (payload < 126) return 2;
  return payload < 65_536 ? 4 : 10;
}

function writeHeader(frame: Buffer, payload: number): void {
  frame[0] = 0x81;
  const header = headerLength(payload);
  if (header === 2) frame[1] = payload;
  else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(payload, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(payload), 2);
  }
}
