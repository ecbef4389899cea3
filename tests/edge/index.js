/// `node --test tests/edge` runs them all.
import './errors.test.js';
import './hosts.test.js';
import './render.test.js';
import './static.test.js';
