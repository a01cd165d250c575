"""A model that does what the source asks it to: raise, wait, or answer something odd."""

import time

import numpy as np
import triton_python_backend_utils as pb_utils


class TritonPythonModel:
    def execute(self, requests):
        answers = []
        for request in requests:
            text = pb_utils.get_input_tensor_by_name(request, "python_code").as_numpy().ravel()[0].decode()
            if "raise" in text:
                raise RuntimeError("a secret of the model")
            if "wait" in text:
                time.sleep(3)
            metadata = b"[]" if "odd" in text else b"{}"
            answers.append(
                pb_utils.InferenceResponse(
                    [
                        pb_utils.Tensor("rust_code", np.array([[b"fn a() {}"]], dtype=np.object_)),
                        pb_utils.Tensor("confidence_score", np.zeros((1, 1), dtype=np.float32)),
                        pb_utils.Tensor("metadata", np.array([[metadata]], dtype=np.object_)),
                    ]
                )
            )
        return answers
