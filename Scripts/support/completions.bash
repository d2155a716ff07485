# Prints a shell's completions of `headway`: those that the command generates, with what its generator can't be told. To be
# sourced.
# shellcheck shell=bash

# completions HEADWAY SHELL
completions() {
    local headway=$1 shell=$2 commands
    # The generator doesn't know what comes after `help`.
    commands=$("$headway" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' | paste -s -d ' ' -)
    # shellcheck disable=SC2016  # the completions expand it
    local subcommands='((positional_number == 1)) \&\& COMPREPLY+=($(compgen -W "'$commands'" -- "${cur}"))'
    # Where a run is due there may be a path as well: of its snapshot.
    case $shell in
        bash)
            "$headway" --generate-completion-script bash | sed -E \
                -e 's/^complete -o filenames /complete -o default -o filenames /' \
                -e "/^_headway_help\\(\\)/,/^}/s/^    __headway_offer_flags_options .*/&; $subcommands/"
            ;;
        zsh)
            "$headway" --generate-completion-script zsh | sed -E \
                -e '/^__headway_custom_complete\(\)/,/^}/s/^    fi$/    else _files; fi/' \
                -e "s/'\\*:subcommands:'/'*:subcommands:($commands)'/"
            ;;
        fish)
            "$headway" --generate-completion-script fish \
                | sed -E "s/ -fka '\\(__headway_custom_completion / -Fka '(__headway_custom_completion /"
            printf "complete -c headway -n '%s \"headway help\" -eq 1' -fa '%s'\n" \
                __headway_should_offer_completions_for_positional "$commands"
            ;;
    esac
}
