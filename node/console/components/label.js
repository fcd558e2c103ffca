// What a field is called.  What is meant for the command line, the words of its
// choices after a colon, stands in the list itself here.
export const labelOf = (meaning) => meaning.replace(/[：:].*$/, '');
