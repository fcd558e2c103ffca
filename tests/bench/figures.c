#include <stdio.h>
#include <string.h>

#include "schema/base/json.h"
#include "tests/bench/bench.h"

static enum figures_form form;

void
figures_begin(enum figures_form wanted)
{
	form = wanted;
	if (form == FIGURES_TABLE)
		(void)printf("%-34s %14s %14s %7s  %s\n", "what", "sanji",
		    "floor", "ratio", "wanted");
}

static int
is_met(const struct figure *f)
{
	switch (f->wish) {
	case WISH_RATIO_AT_LEAST:
		return f->ratio >= f->wanted;
	case WISH_RATIO_AT_MOST:
		return f->ratio <= f->wanted;
	case WISH_VALUE_AT_MOST:
		return f->value <= f->wanted;
	case WISH_NONE:
		break;
	}
	return 1;
}

/* A number as people read it: few digits, thousands apart. */
static void
write_number(double value, char out[32])
{
	char digits[32];
	size_t len, at = 0;

	if (value < 100) {
		(void)snprintf(out, 32, "%.2f", value);
		return;
	}
	(void)snprintf(digits, sizeof(digits), "%.0f", value);
	len = strlen(digits);
	for (size_t i = 0; i < len && at < 30; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
}

static void
write_with_unit(
    double value, const char *unit, const char *unknown, char out[48])
{
	char number[32];

	if (isnan(value)) {
		(void)snprintf(out, 48, "%s", unknown);
		return;
	}
	write_number(value, number);
	(void)snprintf(out, 48, "%s %s", number, unit);
}

static void
write_wish(const struct figure *f, char out[64])
{
	char value[48];

	switch (f->wish) {
	case WISH_RATIO_AT_LEAST:
		(void)snprintf(out, 64, ">= %.2f", f->wanted);
		break;
	case WISH_RATIO_AT_MOST:
		(void)snprintf(out, 64, "<= %.2f", f->wanted);
		break;
	case WISH_VALUE_AT_MOST:
		write_with_unit(f->wanted, f->unit, "-", value);
		(void)snprintf(out, 64, "<= %s", value);
		break;
	case WISH_NONE:
		out[0] = '\0';
		break;
	}
}

static void
print_row(const struct figure *f)
{
	char value[48], floor[48], ratio[16] = "-", wish[64];
	char longest[48] = "", processor[48] = "";

	write_with_unit(f->value, f->unit, "not measured", value);
	write_with_unit(f->floor, f->unit, "-", floor);
	write_wish(f, wish);
	if (!isnan(f->ratio))
		(void)snprintf(ratio, sizeof(ratio), "%.2f", f->ratio);
	if (f->longest > 0)
		write_with_unit(f->longest, f->unit, "-", longest);
	if (f->processor > 0)
		write_with_unit(f->processor, f->unit, "-", processor);
	(void)printf("%-34s %14s %14s %7s  %-12s %-6s%s%s%s%s\n", f->what,
	    value, floor, ratio, wish,
	    f->wish == WISH_NONE ? "" : (is_met(f) ? "met" : "MISSED"),
	    f->longest > 0 ? "  longest " : "", longest,
	    f->processor > 0 ? ", of the processor " : "", processor);
}

static json_t *
number_or_null(double value)
{
	return isnan(value) ? json_null() : json_real(value);
}

static void
print_object(const struct figure *f)
{
	static const char *const of[] = {[WISH_RATIO_AT_LEAST] = "ratio >=",
	    [WISH_RATIO_AT_MOST] = "ratio <=",
	    [WISH_VALUE_AT_MOST] = "value <="};
	json_t *o = json_pack("{s:s,s:s,s:o,s:o,s:o}", "what",
	    f->what + strspn(f->what, " "), "unit", f->unit, "value",
	    number_or_null(f->value), "floor", number_or_null(f->floor),
	    "ratio", number_or_null(f->ratio));
	char *text;

	REQUIRE(o != NULL);
	if (f->wish != WISH_NONE)
		MUST(json_put_take(o, "wish", json_string(of[f->wish]), &e) ||
		     json_put_take(o, "wanted", json_real(f->wanted), &e) ||
		     json_put_take(o, "met", json_boolean(is_met(f)), &e));
	if (f->longest > 0)
		MUST(json_put_take(o, "longest", json_real(f->longest), &e));
	if (f->processor > 0)
		MUST(
		    json_put_take(o, "processor", json_real(f->processor), &e));
	text = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
	REQUIRE(text != NULL);
	(void)puts(text);
	free(text);
	json_decref(o);
}

void
figure_print(const struct figure *f)
{
	if (form == FIGURES_JSON)
		print_object(f);
	else
		print_row(f);
	(void)fflush(stdout);
}
