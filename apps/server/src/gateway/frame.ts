/**
 * Encodes a text message as one unmasked WebSocket frame (RFC 6455, section 5.2): FIN, opcode 1, no extensions.
 * A change is framed once and the same bytes go to every member; `ws` would frame it again for each.
 */
export function encodeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = emptyFrame(length);
  frame.write(text, frame.length - length, 'utf8');
  return frame;
}

/** The same for a text in parts, of which buffers are UTF-8 already and only copied. */
export function encodeFrameOf(parts: readonly (string | Buffer)[]): Buffer {
  const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const frame = emptyFrame(length);
  let at = frame.length - length;
  for (const part of parts) at += typeof part === 'string' ? frame.write(part, at, 'utf8') : part.copy(frame, at);
  return frame;
}

/** A frame with its header and room for a payload of `length` bytes after it. */
function emptyFrame(length: number): Buffer {
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = 0x81;
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return frame;
}
