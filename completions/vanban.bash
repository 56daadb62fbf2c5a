# bash completion of vanban
# Words that the program knows and that grow (profiles, templates) are asked of it.

# _vanban_first COMMAND: the first words of the lines of `vanban COMMAND` that are not indented.
_vanban_first()
{
    "${COMP_WORDS[0]}" "$1" 2>/dev/null | while read -r line; do
        case $line in
        [a-z]*'  '*) echo "${line%%  *}" ;;
        esac
    done
}

_vanban_files()
{
    mapfile -t COMPREPLY < <(
        compgen -d -- "$1"
        compgen -f -X "!*.@($2)" -- "$1"
    )
    compopt -o filenames 2>/dev/null
}

_vanban()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command= i
    local commands='render soan convert doi check kiem sign ky verify xac-minh number cap-so issue phat-hanh revise sua log nhat-ky register so-dang-ky templates profiles fonts'
    local common='--lang --json --limit --verbose --quiet --help --version'
    local formats='pdf docx odt png svg txt tree frames'
    commands="$commands init tao build dung watch theo-doi status tinh-trang impact anh-huong diff so-sanh"
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
        compopt -o nospace 2>/dev/null
        return
        ;;
    -p | --profile)
        local profiles
        profiles=$(_vanban_first profiles)
        mapfile -t COMPREPLY < <(compgen -W "dang nha-nuoc $profiles" -- "$cur")
        return
        ;;
    --from)
        if [[ $command == render || $command == soan ]]; then
            _vanban_files "$cur" pdf
        fi
        return
        ;;
    -t | --template)
        _vanban_files "$cur" xml
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$(_vanban_first templates)" -- "$cur")
        return
        ;;
    --limit)
        mapfile -t COMPREPLY < <(compgen -S = -W 'package parts part inflated ratio elements' -- "$cur")
        compopt -o nospace 2>/dev/null
        return
        ;;
    --compat)
        mapfile -t COMPREPLY < <(compgen -W 'docxtpl docxtemplater docxtemplater-plain' -- "$cur")
        return
        ;;
    --level)
        mapfile -t COMPREPLY < <(compgen -W 'b t lt lta' -- "$cur")
        return
        ;;
    --role)
        mapfile -t COMPREPLY < <(compgen -W 'person organ copy annex' -- "$cur")
        return
        ;;
    --finish)
        _vanban_files "$cur" 'p7s|p7b|p7m|cms|der|pem|pdf'
        return
        ;;
    --step)
        mapfile -t COMPREPLY < <(compgen -W 'soan-thao tham-dinh trinh-ky da-ky' -- "$cur")
        return
        ;;
    --signed)
        _vanban_files "$cur" pdf
        return
        ;;
    --p12)
        _vanban_files "$cur" 'p12|pfx'
        return
        ;;
    --image | --seal)
        _vanban_files "$cur" 'png|jpg|jpeg'
        return
        ;;
    --key | --cert | --trust | --trust-tls)
        _vanban_files "$cur" 'pem|crt|cer|der|key|crl'
        return
        ;;
    --schema)
        mapfile -t COMPREPLY < <(compgen -W 'rng json office' -- "$cur")
        return
        ;;
    -C | --dir)
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    -o | --output)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    esac
    if [[ -z $command ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands $common" -- "$cur")
    elif [[ $cur == -* ]]; then
        case $command in
        init | tao) common="--yes --samples $common" ;;
        watch | theo-doi) common="--dir --jobs $common" ;;
        status | tinh-trang) common="--dir --archive --mat $common" ;;
        impact | anh-huong) common="--dir --mat $common" ;;
        diff | so-sanh) common="--dir --issued --format --output --ky --mat $common" ;;
        build | dung) common="--dir --jobs --force $common" ;;
        templates) common="--schema $common" ;;
        render | soan) common="--format --output --profile --template --compat --draft --embed-source --from $common" ;;
        convert | doi) common="--format --output $common" ;;
        sign | ky) common="--p12 --key --cert --pkcs11 --prepare --finish --pin-fd --level --role --field --at --mark --reason --image --seal --so --ngay --tsa --trust --allow --trust-tls --offline --who --output $common" ;;
        verify | xac-minh) common="--trust --allow --trust-tls --offline $common" ;;
        number | cap-so) common="--ten-loai --so --ngay --for --count --reason --trich-yeu --noi-nhan --nguoi-ky --so-ban --tai-lieu --who $common" ;;
        register | so-dang-ky) common="--format --output --from --to --ten-loai --ky --by --reason --mat --who $common" ;;
        issue | phat-hanh) common="--template --profile --signed --unsigned --ngay --p12 --key --cert --pkcs11 --pin-fd --level --seal --tsa --trust --allow --trust-tls --offline --reason --who --dir $common" ;;
        revise | sua) common="--supersede --rectify --reason --output --profile --ky --mat --who --dir $common" ;;
        log | nhat-ky) common="--step --reason --mat --who --dir $common" ;;
        check | kiem) common="--profile --template --draft $common" ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$common" -- "$cur")
    elif [[ $command == render || $command == soan ]]; then
        _vanban_files "$cur" 'md|markdown|yaml|yml|json|csv|xlsx|ods'
    elif [[ $command == convert || $command == doi ]]; then
        _vanban_files "$cur" 'docx|dotx|odt|ott'
    elif [[ $command == sign || $command == ky || $command == verify || $command == xac-minh ]]; then
        _vanban_files "$cur" pdf
    elif [[ $command == number || $command == cap-so ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'next reserve take void skip import' -- "$cur")
    elif [[ $command == register || $command == so-dang-ky ]]; then
        mapfile -t COMPREPLY < <(compgen -W 'print rebuild amend repeal recall' -- "$cur")
    elif [[ $command == issue || $command == phat-hanh || $command == log || $command == nhat-ky || $command == revise || $command == sua ]]; then
        _vanban_files "$cur" 'md|markdown|yaml|yml|json|csv'
    elif [[ $command == check || $command == kiem ]]; then
        _vanban_files "$cur" 'md|markdown|yaml|yml|json|csv|xlsx|ods|xml'
    fi
}
complete -F _vanban vanban
