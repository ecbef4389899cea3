/// The contracts as they are written down in api/, and samples made from their schemas.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

import { root } from '../journeys/platform.js';

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];
const files = new Map(readdirSync(join(root, 'api')).filter((name) => name.endsWith('.yaml')).map((name) => [name, load(readFileSync(join(root, 'api', name), 'utf8'))]));

/// Follows references. @returns {{file, node, name}} name: the last step of the last reference.
function resolved(file, node) {
  let name;
  while (node?.$ref) {
    const [target, pointer] = node.$ref.split('#');
    file = target || file;
    const steps = pointer.split('/').slice(1);
    node = steps.reduce((at, step) => at?.[step], files.get(file));
    name = steps.at(-1);
    if (node === undefined) throw new Error(`${file} has no ${pointer}`);
  }
  return { file, node, name };
}

/// Every contract that has routes, by service: the file's name. A new file is a new service.
export const services = [...files].filter(([, content]) => Object.keys(content.paths ?? {}).length > 0).map(([name]) => name.replace('.yaml', ''));

/// @returns {{service, id, method, path, access, scopes, params: {name, in, required, schema}[], body: {type, schema}, file}[]} scopes: of API keys
export function operations(service) {
  const file = `${service}.yaml`;
  return Object.entries(files.get(file).paths).flatMap(([path, item]) => methods.filter((method) => item[method]).map((method) => {
    const operation = item[method];
    const params = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => {
      const { file: at, node } = resolved(file, parameter);
      return { ...node, at };
    });
    const media = operation.requestBody?.content && Object.entries(operation.requestBody.content)[0];
    const body = media && { type: media[0], schema: media[1].schema };
    const scopes = (operation.security ?? []).flatMap((way) => way.api_key ?? []);
    return { service, file, id: operation.operationId, scopes, method: method.toUpperCase(), path, access: operation['x-access'], params, body };
  }));
}

/// What schemas with a pattern or a meaning are sampled as: by the name of the schema, else of the member.
const known = {
  Slug: 'nobody-here', Currency: 'EUR', Timestamp: '2024-05-01T10:00:00Z',
  vin: '1HGCM82633A004352', time_zone: 'Europe/Berlin', email: 'x@attacker.example', admin_email: 'x@attacker.example', q: 'honda', make_id: 474,
    model_id: 1863, year: 2018,
};

/// A value that the schema admits, with every member it knows. @throws for what nobody has told it how to sample.
export function sample(file, schema, member = '') {
  const { file: at, node, name } = resolved(file, schema);
  if (known[name] !== undefined) return known[name];
  if (known[member] !== undefined && typeof known[member] === (node.type === 'integer' ? 'number' : 'string')) return known[member];
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  if (node.anyOf ?? node.oneOf) return sample(at, (node.anyOf ?? node.oneOf)[0], member);
  const type = [node.type].flat().find((each_type) => each_type !== 'null');
  if (type === 'object') return Object.fromEntries(Object.entries(node.properties ?? {}).map(([key, value]) => [key, sample(at, value, key)]));
  if (type === 'array') return [sample(at, node.items, member)];
  if (type === 'integer' || type === 'number') return node.minimum ?? 1;
  if (type === 'boolean') return node.default ?? true;
  if (type !== 'string' || node.pattern) throw new Error(`no sample for ${name ?? member}: add one to tests/attack/contract.js`);
  if (node.format === 'uuid') return '00000000-0000-4000-8000-00000000dead';
  if (node.format === 'date-time') return known.Timestamp;
  return 'attacked'.slice(0, node.maxLength ?? 8);
}

const texts = { 'text/csv': '"## Log"\n"Data","Odo (km)","Fuel (litres)","Full"\n"2024-05-01 10:00","1000","40","1"\n' };

/// @returns {{type, text}} a body the contract admits, or nothing where the operation takes none.
export function body_of(operation) {
  if (!operation.body) return undefined;
  const { type, schema } = operation.body;
  if (type === 'application/json') return { type, text: JSON.stringify(sample(operation.file, schema)) };
  if (type === 'application/x-www-form-urlencoded') return { type, text: `${new URLSearchParams(sample(operation.file, schema))}` };
  if (texts[type]) return { type, text: texts[type] };
  throw new Error(`${operation.service} ${operation.id}: no sample for a body of ${type}: add one to tests/attack/contract.js`);
}

/// The query with every parameter that is required.
export function query_of(operation) {
  const wanted = operation.params.filter((parameter) => parameter.in === 'query' && parameter.required);
  return wanted.length ? `?${new URLSearchParams(wanted.map(({ name, schema, at }) => [name, sample(at, schema, name)]))}` : '';
}
