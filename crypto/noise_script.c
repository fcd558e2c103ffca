#include "crypto/noise_script.h"

#define E NOISE_TOKEN_E
#define S NOISE_TOKEN_S
#define EE NOISE_TOKEN_EE
#define ES NOISE_TOKEN_ES
#define SE NOISE_TOKEN_SE
#define SS NOISE_TOKEN_SS

/* Rows end with NOISE_TOKEN_END, which is zero. */
static const struct noise_script scripts[] = {
    [NOISE_XK] = {"Noise_XK_25519_ChaChaPoly_BLAKE2b", 1, 3,
	{{E, ES}, {E, EE}, {S, SE}}},
    [NOISE_XX] = {"Noise_XX_25519_ChaChaPoly_BLAKE2b", 0, 3,
	{{E}, {E, EE, S, ES}, {S, SE}}},
    [NOISE_X] = {"Noise_X_25519_ChaChaPoly_BLAKE2b", 1, 1, {{E, ES, S, SS}}},
};

const struct noise_script *
noise_script_of(enum noise_pattern pattern)
{
	return &scripts[pattern];
}

enum noise_role
noise_script_writer(size_t message)
{
	return message % 2 == 0 ? NOISE_INITIATOR : NOISE_RESPONDER;
}

enum noise_role
noise_script_other(enum noise_role role)
{
	return role == NOISE_INITIATOR ? NOISE_RESPONDER : NOISE_INITIATOR;
}

int
noise_script_is_dh(enum noise_token t)
{
	return t != E && t != S;
}

/* The first letter is the initiator's key, the second the responder's. */
int
noise_script_takes_static_of(enum noise_token t, enum noise_role role)
{
	return t == SS || t == (role == NOISE_INITIATOR ? SE : ES);
}
