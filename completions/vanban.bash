# bash completion of vanban
_vanban()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= i
    local commands='render soan templates profiles fonts' common='--lang --json --verbose --quiet --help --version'
    local formats='pdf docx odt png svg txt tree frames'
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case " $commands " in
        *" ${COMP_WORDS[i]} "*)
            command=${COMP_WORDS[i]}
            break
            ;;
        esac
    done
    case $prev in
    --lang)
        mapfile -t COMPREPLY < <(compgen -W 'vi en' -- "$cur")
        return
        ;;
    -f | --format)
        local head=
        [[ $cur != *,* ]] || head=${cur%,*},
        mapfile -t COMPREPLY < <(compgen -P "$head" -W "$formats" -- "${cur##*,}")
        compopt -o nospace
        return
        ;;
    -p | --profile)
        mapfile -t COMPREPLY < <(compgen -W 'dang dang-2026 dang-2018 dang-2004' -- "$cur")
        return
        ;;
    -t | --template)
        mapfile -t COMPREPLY < <(
            compgen -W 'bao-cao-phong-trao ke-hoach-phong-trao' -- "$cur"
            compgen -d -- "$cur"
            compgen -f -X '!*.xml' -- "$cur"
        )
        compopt -o filenames
        return
        ;;
    --schema)
        mapfile -t COMPREPLY < <(compgen -W 'rng json' -- "$cur")
        return
        ;;
    -o | --output)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames
        return
        ;;
    esac
    if [[ -z $command ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands $common" -- "$cur")
    elif [[ $cur == -* ]]; then
        case $command in
        templates) common="--schema $common" ;;
        render | soan) common="--format --output --profile --template --draft $common" ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$common" -- "$cur")
    elif [[ $command == render || $command == soan ]]; then
        mapfile -t COMPREPLY < <(
            compgen -d -- "$cur"
            compgen -f -X '!*.@(md|markdown|yaml|yml|json|csv)' -- "$cur"
        )
        compopt -o filenames
    fi
}
complete -F _vanban vanban
