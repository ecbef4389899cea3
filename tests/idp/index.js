/// `node --test tests/idp` runs them all.
import './auth0_action.test.js';
import './back_channel.test.js';
import './forms.test.js';
import './management.test.js';
import './restart.test.js';
import './sign_in.test.js';
import './sign_out.test.js';
