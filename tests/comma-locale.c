/* Preloaded into the second run of the suite: every program then runs as inside a host that has
 * called setlocale. COMMA_LOCALE names the locale; one without a decimal comma would make that run
 * prove nothing, so it ends the program. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((constructor)) static void enter_locale(void)
{
    static const char message[] = "comma-locale: no locale with a decimal comma\n";
    const char *name = getenv("COMMA_LOCALE");

    if (name && setlocale(LC_ALL, name) && strcmp(localeconv()->decimal_point, ",") == 0)
        return;
    if (write(STDERR_FILENO, message, sizeof message - 1) >= 0)
        _exit(99);
}
