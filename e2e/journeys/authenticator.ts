import { createHmac } from "node:crypto";

const STEP = 30;

/** An authenticator app (RFC 6238). Each of its codes is given out once, as servers take it once. */
export class Authenticator {
  private readonly key: Buffer;
  private last = 0;

  constructor(secret: string) {
    this.key = fromBase32(secret);
  }

  /** A code that was not used yet; servers also take the one before and the one after. */
  async code(): Promise<string> {
    const now = () => Math.floor(Date.now() / 1000 / STEP);
    const step = Math.max(this.last + 1, now() - 1);
    while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    this.last = step;
    return this.codeOf(step);
  }

  private codeOf(step: number): string {
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(step));
    const hash = createHmac("sha1", this.key).update(message).digest();
    const at = hash[hash.length - 1] & 0x0f;
    const number = hash.readUInt32BE(at) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}

function fromBase32(text: string): Buffer {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of text.toUpperCase().replace(/[^A-Z2-7]/g, "")) {
    bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
