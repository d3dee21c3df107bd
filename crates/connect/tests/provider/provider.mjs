// A real identity provider for tests, on this machine only. Whatever address is typed at its
// page is signed in; one that begins with `unverified` is said to be not verified.
//
//   CLIENT_SECRET=… node provider.mjs PORT REDIRECT_URI
//
// The issuer is http://127.0.0.1:PORT, the client's id is `contacts`. It writes a line when it
// listens. As many providers do, it gives address and name at its user info endpoint only.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const secret = process.env.CLIENT_SECRET;
if (!/^\d+$/.test(port ?? "") || !redirectUri || !secret) {
  console.error("expected: CLIENT_SECRET=… node provider.mjs PORT REDIRECT_URI");
  process.exit(2);
}
const issuer = `http://127.0.0.1:${port}`;

const signingKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("hex");
  return { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" };
};

const nameOf = (email) =>
  email
    .split("@")[0]
    .split(/[._+-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "contacts",
      client_secret: secret,
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  jwks: { keys: [signingKey()] },
  cookies: { keys: [randomBytes(32).toString("hex")] },
  pkce: { required: () => true },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 600, Grant: 3600, IdToken: 600, Interaction: 3600, Session: 3600 },
  findAccount: (_, email) => ({
    accountId: email,
    claims: () => ({
      sub: email,
      email,
      email_verified: !email.startsWith("unverified"),
      name: nameOf(email),
    }),
  }),
  // Nobody is asked whether the client may have what it asks for.
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Test identity provider</title>
<form method="post">
  <h1>Test identity provider</h1>
  <label>E-mail address <input type="email" name="email" required autofocus></label>
  <button>Sign in</button>
</form></html>`;

const read = async (request) => {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > 10_000) throw new Error("the form is too long");
  }
  return new URLSearchParams(body);
};

const rest = provider.callback();
const server = createServer(async (request, response) => {
  try {
    if (!request.url.startsWith("/interaction/")) {
      rest(request, response);
    } else if (request.method === "POST") {
      const accountId = (await read(request)).get("email")?.trim().toLowerCase();
      if (!accountId?.includes("@")) throw new Error("expected an e-mail address");
      await provider.interactionFinished(request, response, { login: { accountId } });
    } else {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(page);
    }
  } catch (error) {
    response.statusCode = 400;
    response.end(String(error.message));
  }
});
server.listen(Number(port), "127.0.0.1", () => console.log(`listening on ${issuer}`));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
