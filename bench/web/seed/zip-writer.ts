import { closeSync, openSync, writeSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

/** Writes a zip (APPNOTE 6.3, without ZIP64: below 4 GiB and 65,536 files) one file at a time. */
export class ZipWriter {
  private readonly file: number;
  private readonly directory: Buffer[] = [];
  private offset = 0;

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  add(name: string, content: string): void {
    const bytes = Buffer.from(content);
    // Fast rather than small: it is read once.
    const packed = deflateRawSync(bytes, { level: 1 });
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // version needed
    common.writeUInt16LE(0x800, 2); // names are UTF-8
    common.writeUInt16LE(8, 4); // deflate
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(path.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(this.offset, 10);
    this.directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, rest, path);
    this.write(Buffer.from('PK\x03\x04'), common, path, packed);
  }

  /** Writes the table of contents. */
  close(): void {
    const start = this.offset;
    const table = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(this.directory.length / 4, 8);
    end.writeUInt16LE(this.directory.length / 4, 10);
    end.writeUInt32LE(table.length, 12);
    end.writeUInt32LE(start, 16);
    this.write(table, end);
    closeSync(this.file);
  }

  private write(...parts: Buffer[]): void {
    for (const part of parts) {
      writeSync(this.file, part);
      this.offset += part.length;
    }
  }
}
