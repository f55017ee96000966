// Any bytes as a minutiae record of ISO/IEC 19794-2 or ANSI/INCITS 378, written again in every form.
#include <cstddef>
#include <cstdint>

#include "outcome.hpp"
#include "template/minutiae_record.hpp"
#include "template/packed.hpp"

using namespace ridgeline;

namespace {

// Writing rounds positions to pixels and angles to the form's steps, once: what was read back is written the same again.
void write_and_read(const MinutiaeRecord& record, RecordForm form) {
  const auto bytes = write_minutiae_record(record, form);
  if (!bytes) {
    fuzz::require_told(bytes.error(), Blame::caller);
    return;
  }
  const auto read = read_minutiae_record(bytes.value());
  fuzz::require(read.ok() && read.value().form == form, "what was written can be read");
  fuzz::require(read.value().views.size() == record.views.size(), "every view is written");
  const auto again = write_minutiae_record(read.value(), form);
  fuzz::require(again.ok() && again.value() == bytes.value(), "a record that was written is written the same again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto record = read_minutiae_record({data, size});
  if (!record) {
    fuzz::require_told(record.error());
    return 0;
  }
  for (const RecordForm form :
       {RecordForm::iso2005, RecordForm::iso2011, RecordForm::incits2004, RecordForm::incits2009}) {
    write_and_read(record.value(), form);
  }
  const auto prints = read_minutiae_templates({data, size});
  fuzz::require(prints.ok(), "a record that can be read has templates");
  for (const Template& print : prints.value()) {
    const auto unpacked = unpack(pack(print));
    fuzz::require(unpacked.ok() && unpacked.value() == print, "a template comes back from its packed form");
  }
  return 0;
}
