// What modes and stages of powers are called, and how a stage is marked.
import { html } from 'htm/preact';
import { t } from '../words.js';

export const MODES = {
	stationed: () => t('stationed'),
	authorised: () => t('authorised'),
	entrusted: () => t('entrusted'),
	joint: () => t('jointly handled'),
	assisted: () => t('assisted by the town'),
	assigned: () => t('assigned for one case'),
};

export const STAGES = {
	proposed: () => t('proposed'),
	applied: () => t('applied for'),
	replied: () => t('approved'),
	published: () => t('made public'),
	prepared: () => t('prepared'),
	in_effect: () => t('in effect'),
	expiring: () => t('expires soon'),
	expired: () => t('expired'),
	not_yet_valid: () => t('not yet valid'),
	suspended: () => t('suspended for now'),
	closing: () => t('being handed back'),
	handed_back: () => t('handed back'),
	taken_back: () => t('taken back'),
	disputed: () => t('conflict'),
};

export const modeOf = (power) => MODES[power.mode]?.() ?? power.mode;

export const stageOf = (power) => STAGES[power.stage]?.() ?? power.stage;

export function Stage({ power }) {
	return html`<span class=${`stage ${power.stage}`}>${stageOf(power)}</span>`;
}
