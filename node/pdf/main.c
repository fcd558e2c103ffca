/*
 * sanji-pdf: one notice, from standard input to standard output.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "node/pdf/notice_pdf.h"
#include "node/pdf/pdf.h"
#include "schema/base/json.h"
#include "schema/base/words.h"

/*
 * Whatever a font or a text does to the libraries, it ends; and what it
 * leaves behind when it dies is no copy of a citizen's data.
 */
static void
set_limits(void)
{
	const struct rlimit cpu = {PDF_CPU_MAX, PDF_CPU_MAX};
	const struct rlimit core = {0, 0};

	(void)setrlimit(RLIMIT_CPU, &cpu);
	(void)setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__
	const struct rlimit memory = {PDF_MEMORY_MAX, PDF_MEMORY_MAX};

	(void)setrlimit(RLIMIT_AS, &memory);
#endif
}

static int
read_input(struct buf *out, struct err *e)
{
	char part[8192];
	size_t len;

	while ((len = fread(part, 1, sizeof(part), stdin)) > 0)
		if (buf_add(out, part, len, e) != 0)
			return -1;
	return ferror(stdin) ? err_errno(e, "%s", "-") : 0;
}

static int
run(const char *size, struct err *e)
{
	struct buf text = BUF_INIT, pdf = BUF_INIT;
	json_t *notice = NULL;
	int failed = read_input(&text, e);

	if (!failed) {
		notice = json_read(buf_text(&text), text.len, e);
		failed = notice == NULL;
	}
	if (!failed)
		failed = notice_render_pdf(notice,
		    strcmp(size, PDF_SIZE_SLIP) == 0 ? NOTICE_80MM : NOTICE_A4,
		    &pdf, e);
	if (!failed && (fwrite(pdf.bytes, 1, pdf.len, stdout) != pdf.len ||
			   fflush(stdout) != 0))
		failed = err_errno(e, "%s", "-");
	json_decref(notice);
	buf_free(&text);
	buf_free(&pdf);
	return failed;
}

int
main(int argc, char **argv)
{
	struct err e = ERR_INIT;

	if (argc != 3) {
		(void)fprintf(stderr, "usage: %s %s|%s %s|%s <JSON >PDF\n",
		    PDF_PROGRAM, PDF_SIZE_A4, PDF_SIZE_SLIP, PDF_LANGUAGE_ZH,
		    PDF_LANGUAGE_EN);
		return ERR_USAGE;
	}
	set_limits();
	words_choose(words_language_of(argv[2]));
	if (run(argv[1], &e) == 0)
		return 0;
	(void)fprintf(stderr, "%s\n", e.text);
	return (int)e.code;
}
