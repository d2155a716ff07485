import Subprocess
import Yams
import SystemPackage
import Headway
