#include "CPlanGuard.h"

// Public in libYAML, which is linked in with Yams: this target is of use only beside it.
extern void yaml_set_max_nest_level(int max);

void headway_yaml_limit_depth(int levels) {
    yaml_set_max_nest_level(levels);
}
