// What was typed into a form and not sent yet: it stays in the page's memory
// while its user looks at other pages, and is gone when the page is closed or
// the user signs out.
const drafts = new Map();

export const draftOf = (key) => (key ? drafts.get(key) : undefined);

export function keepDraft(key, values) {
	if (key) drafts.set(key, values);
}

export const dropDraft = (key) => drafts.delete(key);

export const dropDrafts = () => drafts.clear();
