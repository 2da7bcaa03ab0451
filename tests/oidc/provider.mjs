// A real, certified OpenID provider on loopback: node provider.mjs PORT REDIRECT_URI
import { Provider } from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const people = {
  ann: { name: "Ann Example", email: "ann@demo.example", groups: ["AR manager", "auditor"] },
  bob: { name: "Bob Example", email: "bob@demo.example", groups: ["AR clerk"] },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "baton",
      client_secret: "a-secret-for-this-test-only-0123456789",
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  pkce: { required: () => true },
  scopes: ["openid", "email", "profile", "groups"],
  claims: { openid: ["sub"], email: ["email"], profile: ["name"], groups: ["groups"] },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["a-key-for-this-test-only"] },
  ttl: { AccessToken: 300, IdToken: 300, Session: 600, Grant: 600, Interaction: 600 },
  async findAccount(_context, id) {
    return { accountId: id, claims: async () => ({ sub: id, ...people[id] }) };
  },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
