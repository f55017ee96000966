import type { Damage, RecordReading } from './damage.js';
import type { BinaryRecord } from './transaction.js';

/** Bytes before the data of each binary type: the length (4), the IDC (1), and what the type adds. */
export const binaryHeaderBytes = { 3: 18, 4: 18, 5: 18, 6: 18, 7: 5, 8: 12 } as const;

export type BinaryType = keyof typeof binaryHeaderBytes;

export function isBinaryType(type: number | undefined): type is BinaryType {
  return type !== undefined && type in binaryHeaderBytes;
}

/** Reads one binary record, whose type only 1.003 CNT tells. */
export function readBinary(
  bytes: Uint8Array,
  start: number,
  index: number,
  type: BinaryType,
): RecordReading<BinaryRecord> {
  const headerBytes = binaryHeaderBytes[type];
  const left = bytes.length - start;
  const damaged = (field: number, expected: string, got: string): { damage: Damage } => ({
    damage: { record: index, type, field, expected, got },
  });
  if (left < headerBytes) return damaged(1, `a header of ${headerBytes} bytes`, `${left}, the rest of the file`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, left);
  const length = view.getUint32(0);
  if (length < headerBytes || length > left) {
    return damaged(1, `a length from ${headerBytes} to the ${left} bytes that are left`, String(length));
  }
  return { record: recordOf(type, view, bytes.subarray(start + headerBytes, start + length)), end: start + length };
}

function recordOf(type: BinaryType, view: DataView, data: Uint8Array): BinaryRecord {
  const idc = view.getUint8(4);
  if (type === 7) return { kind: 'binary', type, idc, data };
  if (type === 8) {
    return {
      kind: 'binary',
      type,
      idc,
      signatureType: view.getUint8(5),
      representation: view.getUint8(6),
      scanningResolution: view.getUint8(7),
      width: view.getUint16(8),
      height: view.getUint16(10),
      data,
    };
  }
  return {
    kind: 'binary',
    type,
    idc,
    impression: view.getUint8(5),
    positions: Array.from({ length: 6 }, (_, index) => view.getUint8(6 + index)),
    scanningResolution: view.getUint8(12),
    width: view.getUint16(13),
    height: view.getUint16(15),
    compression: view.getUint8(17),
    data,
  };
}
