// The power a case is decided under here, in whose name and under whose seal.
import { html } from 'htm/preact';
import { link } from '../router.js';
import { t } from '../words.js';

export function Cover({ under }) {
	return html`<dl class="record cover">
		<dt>${t('power')}</dt>
		<dd>
			<b>${under.mode_meaning}</b>${' '}
			<a class="number" href=${link(['power', under.power])}>${under.power}</a>
			${under.basis && html` <small>${under.basis}</small>`}
		</dd>
		<dt>${t('who decides')}</dt>
		<dd>${under.decides}</dd>
		<dt>${t('name and seal')}</dt>
		<dd><b>${under.name}</b> <small>${under.bears}</small></dd>
		${
			under.valid_to &&
			html`<dt>${t('valid until')}</dt>
				<dd>${under.valid_to}</dd>`
		}
	</dl>`;
}
