dist_check_SCRIPTS += tests/cli/run.sh
tests/cli/run.log: vanban$(EXEEXT)
