/* Going into a workspace. Every path in it counts from its folder, and so do those in messages. */
#include "cli/cli.h"

#include <unistd.h>

#include "base/diag/cli.h"
#include "store/workspace.h"

bool workspace_enter(struct cli *cli, const struct options *options, struct workspace *out)
{
    const char *root = workspace_find(&cli->ctx, &cli->arena, options->dir ? options->dir : ".");

    *out = (struct workspace){0};
    if (!root)
        return false;
    if (chdir(root) != 0) {
        diag(&cli->ctx, DIAG_CLI_NO_FOLDER, (struct pos){0}, root);
        return false;
    }
    return workspace_read(&cli->ctx, out);
}
