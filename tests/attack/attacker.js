/// The attacker's own web server, beside the platform: same site, another host name.
import { createServer } from 'node:http';

export class AttackerSite {
  #pages = new Map();

  static async start() {
    const site = new AttackerSite();
    site.server = createServer((request, response) => {
      const { html, headers } = site.#pages.get(request.url) ?? { html: '<!doctype html><title>attacker</title>', headers: {} };
      response.writeHead(200, { 'Content-Type': 'text/html', ...headers }).end(html);
    });
    await new Promise((resolve) => site.server.listen(0, '127.0.0.1', resolve));
    return site;
  }

  /// Its address under a name that leads to this machine.
  origin(host) {
    return `http://${host}:${this.server.address().port}`;
  }

  /// Puts a page there. @returns its path.
  put(html, headers = {}) {
    const path = `/${this.#pages.size}`;
    this.#pages.set(path, { html: `<!doctype html><title>attacker</title>${html}`, headers });
    return path;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}
