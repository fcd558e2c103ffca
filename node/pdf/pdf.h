/*
 * pdf: what sanji and sanji-pdf agree on.
 *
 *	sanji-pdf a4|slip zh|en  <the notice as JSON  >the PDF
 *
 * Drawing takes large libraries that read fonts and shape what citizens are
 * called.  They run in a program of their own, which holds no key, reads no
 * database and ends when the paper is drawn; sanji starts it for each PDF.
 * The second word is the language of errors.  On failure nothing is on
 * standard output, one line of text on standard error, and the exit status
 * is the enum err_code.
 */
#ifndef SANJI_PDF_PDF_H
#define SANJI_PDF_PDF_H

#define PDF_PROGRAM "sanji-pdf"
#define PDF_SIZE_A4 "a4"
#define PDF_SIZE_SLIP "slip"
#define PDF_LANGUAGE_ZH "zh"
#define PDF_LANGUAGE_EN "en"

/* Seconds of work and bytes of memory after which it is ended. */
#define PDF_CPU_MAX 60
#define PDF_MEMORY_MAX ((size_t)1024 * 1024 * 1024)

#endif
