// The pages, in the order of the menu; one file each.  path is the first part
// of the address; needs, the action without which it is not in the menu.
import { t } from '../words.js';
import { Account } from './account.js';
import { Act } from './act.js';
import { Audit } from './audit.js';
import { Case } from './case.js';
import { Cases } from './cases.js';
import { Conflict } from './conflict.js';
import { Conflicts } from './conflicts.js';
import { Catalogue } from './catalogue.js';
import { Figures } from './figures.js';
import { Home } from './home.js';
import { Intake } from './intake.js';
import { List } from './list.js';
import { Machine } from './machine.js';
import { Outbox } from './outbox.js';
import { Power } from './power.js';
import { Powers } from './powers.js';
import { SyncCentre } from './sync.js';
import { Tasks } from './tasks.js';
import { Users } from './users.js';

export const PAGES = [
	{ path: '', title: () => t('workbench'), show: Home },
	{ path: 'intake', title: () => t('take in a case'), needs: 'case/receive', show: Intake },
	{ path: 'tasks', title: () => t('tasks'), needs: 'task/list', show: Tasks },
	{ path: 'cases', title: () => t('cases'), needs: 'case/list', show: Cases },
	{ path: 'case', show: Case },
	{ path: 'conflicts', title: () => t('conflicts'), needs: 'conflicts/list', show: Conflicts },
	{ path: 'conflict', show: Conflict },
	{ path: 'catalogue', title: () => t('catalogue'), needs: 'item/draft', show: Catalogue },
	{ path: 'powers', title: () => t('powers'), needs: 'power/list', show: Powers },
	{ path: 'power', show: Power },
	{ path: 'figures', title: () => t('figures'), needs: 'figures/show', show: Figures },
	{ path: 'outbox', title: () => t('outbox'), needs: 'hall/outbox', show: Outbox },
	{ path: 'sync', title: () => t('sync centre'), needs: 'hall/tree', show: SyncCentre },
	{ path: 'list', title: () => t('lists'), show: List },
	{ path: 'act', title: () => t('all actions'), show: Act },
	{ path: 'machine', title: () => t('this machine'), needs: 'job/list', show: Machine },
	{ path: 'audit', title: () => t('access audit'), needs: 'audit/list', show: Audit },
	{ path: 'account', show: Account },
	{ path: 'users', title: () => t('users'), needs: 'user/list', show: Users },
];
