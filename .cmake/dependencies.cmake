# What the engine is linked with: used by the build and, installed, by programs that embed it.
find_dependency(Threads)
find_dependency(Boost 1.81 COMPONENTS graph json)
find_dependency(yaml-cpp 0.7)
find_dependency(fmt 9)
find_dependency(date)
find_dependency(LibIcal 3)
find_dependency(OpenSSL 3 COMPONENTS Crypto)
find_dependency(LibCsv)
