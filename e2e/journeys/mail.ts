import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";

/**
 * The path and the token of the newest link to a page in a mail to an address. Mails are files in
 * the folder that OUTBOX names.
 */
export async function linkInMail(email: string, page: string): Promise<string> {
  let link: string | undefined;
  const look = () => {
    link = newest(email, page);
    return link;
  };
  await expect.poll(look, { message: `a mail to ${email} with a link to ${page}`, timeout: 20_000 })
    .toBeDefined();
  return link!;
}

function newest(email: string, page: string): string | undefined {
  const folder = process.env.OUTBOX;
  if (!folder) throw new Error("Set OUTBOX to the folder where the server leaves its mails.");
  const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
  for (const name of names.sort().reverse()) {
    const mail = readFileSync(join(folder, name), "latin1");
    if (!mail.toLowerCase().includes(email.toLowerCase())) continue;
    const found = readable(mail).match(new RegExp(`https?://[^\\s"<>]+?(${page}#[\\w.~-]+)`));
    if (found) return found[1];
  }
  return undefined;
}

/** The mail with the encoding of each part taken away. */
function readable(mail: string): string {
  const parts = mail.split(/\r?\n--[^\r\n]+\r?\n/);
  return parts.map((part) => {
    const [head, ...body] = part.split(/\r?\n\r?\n/);
    const text = body.join("\n\n");
    if (/^content-transfer-encoding: *base64/im.test(head)) {
      return Buffer.from(text, "base64").toString("utf8");
    }
    if (/^content-transfer-encoding: *quoted-printable/im.test(head)) {
      const joined = text.replace(/=\r?\n/g, "");
      return joined.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    }
    return part;
  }).join("\n");
}
