// libYAML of the system: see HEADWAY_SYSTEM_YAML in Package.swift.
#include <yaml.h>
