/* The process with a token's driver in it. Internal to sign. */
#ifndef SIGN_TOKEN_SERVE_H
#define SIGN_TOKEN_SERVE_H

/* Serves on WIRE_FD until the other side closes it; the program that was started for this returns the status from its main. The first thing
 * that happens is that this process can leave no core dump and dies with its parent. */
int token_serve(void);

#endif
