/// Run in the engine's network: a member signs in at the edge and makes calls. usage: visit.js PORT EMAIL GARAGE CALLS
import { member_visit } from '../../tools/seed/sign_in.js';

const [edge_port, email, garage, calls] = process.argv.slice(2);
const visitor = await member_visit({ edge_port: Number(edge_port) }, { email, garage });
const answers = [];
for (const [method, path, json] of JSON.parse(calls)) {
  const { status, body } = await visitor.api(garage, path, { method, json });
  answers.push({ status, body });
}
console.log(JSON.stringify(answers));
