/** What Ridgeline uses of the package, which brings no types of its own. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  export interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  }

  export interface Decoder {
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getFrameInfo(): FrameInfo;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }

  export interface Encoder {
    getDecodedBuffer(frame: FrameInfo & { readonly isUsingColorTransform: boolean }): Uint8Array;
    setQuality(lossless: boolean, layers: number): void;
    setCompressionRatio(layer: number, ratio: number): void;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }

  export interface OpenJpeg {
    readonly HEAPU8: Uint8Array;
    readonly J2KDecoder: new () => Decoder;
    readonly J2KEncoder: new () => Encoder;
  }

  const load: (options: { print(line: string): void; printErr(line: string): void }) => Promise<OpenJpeg>;
  export default load;
}
