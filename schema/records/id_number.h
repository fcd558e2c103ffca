/*
 * id_number: identity numbers of natural persons, GB 11643-1999.
 */
#ifndef SANJI_RECORDS_ID_NUMBER_H
#define SANJI_RECORDS_ID_NUMBER_H

enum id_number_verdict {
	ID_NUMBER_OK,
	ID_NUMBER_LENGTH, /* not 18 characters */
	ID_NUMBER_DIGITS, /* the first 17 are not all digits */
	ID_NUMBER_BIRTH,  /* digits 7 to 14 are no day that exists */
	ID_NUMBER_CHECK,  /* the last character is not the check character */
};

/*
 * Which rule of GB 11643 the text breaks, if any.  Upper-case X only.
 * expected_out, if not NULL, gets the right check character for
 * ID_NUMBER_CHECK.
 */
enum id_number_verdict
id_number_verdict_of(const char *text, char *expected_out);

/* A number of 18 characters, with NUL. */
#define ID_NUMBER_TEXT_MAX 19

/*
 * The number of 18 characters that took the place of one of 15 digits: the
 * century, which is the 20th, and the check character are added.  -1 if the
 * text is no such number.
 */
int id_number_of_old(const char *old, char out[ID_NUMBER_TEXT_MAX]);

#endif
